"""The different ways cases went."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.mining.amounts import times
from webapp.mining.variants import variants
from webapp.pages.mining.asked import asked, finished, history
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.frame import frame

SHOWN = 30
"""Variants on the page; the rest is one line, and all are in the file."""


@pages.get("/")
@login_required
def show() -> ResponseReturnValue:
    look = asked()
    found = history(look)
    ended = finished(found)
    ways = variants(ended)
    judged = [trace.late for trace in found.traces if trace.late is not None]
    rest = ways[SHOWN:]
    return render_template(
        "mining/variants.html", tab="variants", ways=ways[:SHOWN], rest=rest, rest_cases=sum(len(way.cases) for way in rest),
        ended=len(ended), steps=sum(len(trace.done) for trace in found.traces), times=times(trace.length for trace in ended),
        late=sum(judged), judged=len(judged), **frame(look, found),
    )  # fmt: skip
