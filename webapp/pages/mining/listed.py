"""The lists that an event log can be made of. Each reads the same address as its page, with the page's own filters and rights, so
that the log holds exactly what the page lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import request

from webapp.boards import lists
from webapp.casework.queries import late_cases
from webapp.pages.board import behind as board
from webapp.pages.board.asked import asked as board_asked
from webapp.pages.clearance import late_list
from webapp.pages.inbox_export import rows as inbox_rows
from webapp.pages.inbox_wanted import wanted_of
from webapp.pages.mining.asked import asked, history
from webapp.pages.mining.behind import visible
from webapp.pages.mining.picked import picked
from webapp.pages.people import me
from webapp.pages.texts import t

MOST = 100_000
"""Cases of one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """`title`: of the list, in the reader's language. `cases`: ids of those that exist for the reader."""

    title: str
    cases: list[int]


def _mining() -> Listed:
    look = asked()
    one = picked(look, history(look))
    ids = [] if look.log else [trace.key for trace in one.traces]
    known = visible(ids)
    return Listed(title=one.title, cases=[key for key in ids if key in known])


def _board() -> Listed:
    opened = board.opened_list(board_asked())
    rows = lists.every(opened.listed, me().actor, most=MOST)
    return Listed(title=opened.title, cases=list(dict.fromkeys(row.case_id for row in rows if row.number)))


def _clearance() -> Listed:
    wanted, paths = late_list()
    title = f"{t('clearance-title')}-{t(f'clearance-tab-{wanted.which}')}"
    return Listed(title=title, cases=[lead.case_id for lead in late_cases.every(wanted, me().actor, paths, MOST)])


def _inbox() -> Listed:
    wanted = wanted_of(request.args)
    return Listed(title=t(f"inbox-{wanted.which}"), cases=list(dict.fromkeys(row.case_id for row in inbox_rows(wanted))))


LISTS: Mapping[str, Callable[[], Listed]] = {"mining": _mining, "board": _board, "clearance": _clearance, "inbox": _inbox}
"""Name in the address -> its list."""
