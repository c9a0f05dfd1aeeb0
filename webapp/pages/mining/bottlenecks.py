"""Where cases spend their time, by step and by unit."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.mining import steps
from webapp.pages.mining.asked import asked, history
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.frame import frame

SHOWN = 60


@pages.get("/bottlenecks")
@login_required
def bottlenecks() -> ResponseReturnValue:
    look = asked()
    found = history(look)
    loads = sorted(steps.by_activity(found.traces), key=lambda load: (-load.cost, load.activity))
    by_unit = steps.by_unit(found.traces)
    return render_template(
        "mining/bottlenecks.html", tab="bottlenecks", loads=loads, by_unit=by_unit[:SHOWN], hidden=len(by_unit) - SHOWN,
        whole=sum(load.cost for load in loads), **frame(look, found),
    )  # fmt: skip
