"""Work done again, and cases sent to and fro."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.mining.rework import bounces, handed_over, repeats
from webapp.mining.same_hands import same_hands
from webapp.pages.mining.asked import asked, history
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.frame import frame
from webapp.pages.mining.picked import WHOSE

SHOWN = 40


@pages.get("/rework")
@login_required
def rework() -> ResponseReturnValue:
    look = asked()
    found = history(look)
    # people of ours are not compared with each other; of a foreign log only signs are known
    by = "who" if look.log and request.args.get("by") == "who" else "unit"
    again, bounced = repeats(found.traces), bounces(found.traces, WHOSE[by])
    pairs = same_hands(found.traces) if look.log else []
    return render_template(
        "mining/rework.html", tab="rework", pairs=pairs[:SHOWN], hidden_pairs=max(len(pairs) - SHOWN, 0),
        again=again, bounced=bounced[:SHOWN], hidden=max(len(bounced) - SHOWN, 0), by=by,
        bounced_cases=len({trace.key for one in bounced for trace in one.cases}), moved=handed_over(found.traces, WHOSE[by]),
        again_cases=len({trace.key for one in again for trace in one.cases}), **frame(look, found),
    )  # fmt: skip
