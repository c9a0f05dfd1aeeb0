"""What changed while a list stands on the screen: asked for every half minute by pages that are looked at, answered by a few
index probes. A stream per page would hold one of the web server's few threads for as long as the page is open; this does not."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.now import now
from webapp.casework.queries import inbox
from webapp.pages.inbox import key_of, today
from webapp.pages.inbox_wanted import wanted_in
from webapp.pages.names import name_of
from webapp.pages.people import me
from webapp.pages.texts import t

pages = Blueprint("inbox_live", __name__, url_prefix="/inbox/live")

MOST_SHOWN = 500
"""Rows of one page that are looked after."""


@pages.post("")
@login_required
def live() -> ResponseReturnValue:
    """`list`: query of the page; `since`: when it was read; `rows`: the keys it shows. Answers {at, new, bar, counts, gone: {key:
    words}, changed: [keys]}: `gone` rows were taken or finished by others, `changed` hold news."""
    given = request.get_json(silent=True) or {}
    wanted = wanted_in(str(given.get("list", "")))
    shown = [key for text in list(given.get("rows") or ())[:MOST_SHOWN] if (key := key_of(str(text)))]
    by = me().actor
    fresh: set[tuple[int, int]] = set()
    if wanted.which in {"mine", "unit", "queue"} and (since := _moment(given.get("since"))):
        fresh = set(inbox.newer(wanted.which, by, wanted.filters, since)) - set(shown)
    counts = inbox.counts(by, today())
    gone, versions = _became(wanted.which, shown)
    return {
        "at": now().isoformat(),
        "new": len(fresh),
        "bar": t("live-new", count=min(len(fresh), inbox.MOST)) if fresh else "",
        "counts": {which: _capped(getattr(counts, which)) for which in inbox.LISTS},
        "gone": gone,
        "versions": versions,
    }


def _became(which: str, shown: list[tuple[int, int]]) -> tuple[dict[str, str], dict[str, int]]:
    """Words for rows that are no longer to be had, and the version of every other case."""
    gone, versions = {}, {}
    for case_id, task, state, who, name, name_en, version in inbox.now_of(me().actor, shown):
        key, person = f"{case_id}-{task}", name_of(name, name_en)
        if state != "open" and which != "done":
            gone[key] = t("live-done", person=person) if who else t("live-over")
        elif state == "open" and which == "queue" and who is not None:
            gone[key] = t("live-mine") if who == me().id else t("live-taken", person=person)
        elif state == "open" and which == "mine" and who != me().id:
            gone[key] = t("live-taken", person=person) if who else t("live-released")
        else:
            versions[key] = version
    return gone, versions


def _capped(count: int) -> str:
    return f"{inbox.MOST}+" if count > inbox.MOST else str(count)


def _moment(text: object) -> datetime | None:
    """A time of ours; anything else asks for nothing new."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else None
