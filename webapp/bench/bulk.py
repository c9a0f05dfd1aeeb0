"""Two hundred tasks at once, as the browser sends them: the preview, then claiming them, then one form for all of them."""

from __future__ import annotations

import re
import time
from dataclasses import replace

from flask.testing import FlaskClient

from engine.now import at
from webapp import create_app
from webapp.bench.durable import MORNING, file_requests
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database
from webapp.config import Config
from webapp.demo.settle import PASSWORD

WHO = "intake"
ITEMS = 200
BUDGET_S = 5.0


def measure(config: Config, *, items: int = ITEMS) -> list[Measurement]:
    """`items` requests wait for the intake reviewer of the demo city."""
    with demo_database(config) as database, at(MORNING):
        file_requests(items * 3, until=MORNING)
        app = create_app(replace(config, database_url=database.url))
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        client.post("/sign-in", data={"login": WHO, "password": PASSWORD})
        claimed = _bulk(client, "claim", "list=queue&words=", items)
        filled = _bulk(client, "reply", "list=mine", items, decision="dispatch")
    return [
        Measurement(name=f"bulk {name}, {items} items", value=seconds, unit="s", budget=BUDGET_S, note=note)
        for name, (seconds, note) in (("claim", claimed), ("one form for all", filled))
    ]


def _bulk(client: FlaskClient, action: str, query: str, items: int, **typed: str) -> tuple[float, str]:
    """Seconds of doing it, and a note on the preview. Whatever is left out would make the figure worthless."""
    start = time.perf_counter()
    page = client.post("/inbox/bulk", data={"action": action, "all": "1", "query": query}).get_data(as_text=True)
    seen = time.perf_counter() - start
    keys = re.findall(r'name="task" value="([\d-]+)"', page)
    step = re.search(r'name="step" value="([^"]+)"', page)
    form = {"action": action, "bulk_id": f"bench-{action}", "task": keys, **typed, **({"step": step[1]} if step else {})}
    start = time.perf_counter()
    answer = client.post("/inbox/bulk/run", data=form)
    seconds = time.perf_counter() - start
    done = answer.get_data(as_text=True).count('<li class="did')
    if done < items * 0.5 or done != len(keys):
        raise RuntimeError(f"{action}: {done} of {len(keys)} done")
    return seconds, f"{done} done, preview {seen * 1e3:.0f} ms"
