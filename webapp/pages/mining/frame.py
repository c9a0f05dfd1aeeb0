"""What every mining page needs around its figures."""

from __future__ import annotations

from typing import Any

from flask import url_for

from webapp.boards import period, scope
from webapp.casework.reading import sees
from webapp.mining.history import History
from webapp.models import ForeignLog, db
from webapp.pages.board.asked import Asked as OnBoard
from webapp.pages.board.asked import processes
from webapp.pages.board.frame import axis_name
from webapp.pages.mining.asked import Asked, left_out, may_see_logs, namer, tops, unit_namer, versions
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.words import percent, timer
from webapp.pages.people import me
from webapp.pages.process_texts import programme_name
from webapp.pages.running import running

TABS = {
    "variants": "mining.show", "map": "mining.heat_map", "bottlenecks": "mining.bottlenecks", "rework": "mining.rework",
    "conformance": "mining.conformance",
}  # fmt: skip
"""Name -> its page."""
FEWEST = 5
"""A number of restricted cases below this is not told exactly."""


def frame(look: Asked, found: History) -> dict[str, Any]:
    """For the head: what is looked at, what it may be turned to, as of when."""
    directory = running().directory
    known = processes()
    return {
        "look": look, "history": found, "tabs": TABS, "units": _units(look), "versions": versions(look),
        "programmes": [*known, *({look.process} - set(known)), *(key for key in OTHERS if key not in known)],
        "programme_name": programme_name, "name": namer(look), "unit_of": unit_namer(look), "time": timer(look.is_working),
        "percent": percent, "logs": _logs(), "restricted": left_out(look), "few": FEWEST,
        "behind": lambda **pick: _behind(look, pick),
        "axis_name": axis_name, "period_kinds": period.KINDS,
        "root": next(iter(tops(me().actor, directory)), ""),
    }  # fmt: skip


@pages.app_template_global("may_mine")
def may_mine() -> bool:
    """Whoever takes lists away as event logs need not be one who mines."""
    return sees(me().actor, "mining")


@pages.app_template_global("mining_of_board")
def mining_of_board(board: OnBoard) -> str | None:
    """Where the cases of a board are mined, with its filter; None for those who may not."""
    by, directory = me().actor, running().directory
    if not sees(by, "mining") or not any(directory.is_within(board.unit, top) for top in tops(by, directory)):
        return None
    return url_for("mining.show", **board.words)


OTHERS = ("supervision", "campaign")
"""Processes that are no requests: mined like the others."""


def _behind(look: Asked, pick: dict[str, Any]) -> str:
    return url_for("mining.behind", **{name: value for name, value in pick.items() if value is not None}, **look.words)


def _units(look: Asked) -> list[str]:
    """The chosen unit, those above it that are the reader's, and those directly below."""
    directory, own = running().directory, tops(me().actor, running().directory)
    above = [code for code in reversed(list(directory.upwards(look.unit))) if any(directory.is_within(code, top) for top in own)]
    below = [child.code for child in scope.children(directory, look.unit)]
    return list(dict.fromkeys([*above, *own, *below]))


def _logs() -> list[ForeignLog]:
    if not may_see_logs():
        return []
    return list(db.session.scalars(db.select(ForeignLog).where(ForeignLog.state == "ready").order_by(ForeignLog.id.desc())))
