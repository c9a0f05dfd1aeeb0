"""The list a task or a case was opened from: what stands before and after it there, and where to go after sending.

The address carries the list ("from"), never a position: the place in the list is that of the row itself, found by its own key in
the index. So it stays right while others work on the same list, and costs two index probes."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from webapp.casework import marks
from webapp.casework.queries import inbox
from webapp.casework.queries.inbox.scan import Key
from webapp.models import Case, WorkItem, db
from webapp.pages.inbox_wanted import Wanted, wanted_in
from webapp.pages.other_person import for_others
from webapp.pages.people import me

TRIED = 10
"""Tasks after the one sent, and of the head of the list, among which the next one is looked for."""
NEAR = 300
"""Rows of a list of cases among which neighbours are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`which`: the list. `query`: to be carried on. `back`, `before`, `after`: addresses, None at an end."""

    which: str
    query: str
    back: str
    before: str | None
    after: str | None


def way_of(case: Case, item: WorkItem | None = None) -> Way | None:
    """Of the page in the address; None when it was not opened from a list."""
    carried = request.values.get("from")
    if not carried:
        return None
    wanted = wanted_in(carried)
    before, after = _beside(wanted, case, item)
    return Way(which=wanted.which, query=wanted.query, back=_list(wanted), before=before, after=after)


def after_sending(item: WorkItem) -> str:
    """Where a person goes on: the next task of the list, else the first one left, else the list; as chosen in the inbox."""
    wanted = wanted_in(request.form.get("from", ""))
    if not request.form.get("from") or marks.setting(me().id).after_sending != "next" or wanted.which not in _OF_WORK:
        return _list(wanted)
    db.session.rollback()  # read what the step has just written
    return _next_task(wanted, item) or _list(wanted)


def _next_task(wanted: Wanted, item: WorkItem) -> str | None:
    """The first after `item`, else the first of the list, that four eyes do not keep this person out of."""
    by = me().actor
    near = inbox.following(wanted.which, by, wanted.filters, item, TRIED)
    ahead = [*near, *inbox.every_key(wanted.which, by, wanted.filters, TRIED)]
    barred = for_others(inbox.rows(ahead, me().id), me().id)
    return next((_task(key, wanted) for key in ahead if f"{key[0]}-{key[1]}" not in barred), None)


_OF_WORK = ("mine", "unit", "queue")


def _beside(wanted: Wanted, case: Case, item: WorkItem | None) -> tuple[str | None, str | None]:
    by = me().actor
    if wanted.which in _OF_WORK and item is not None:
        found = inbox.neighbours(wanted.which, by, wanted.filters, item)
        before, after = (_task(_key(key), wanted) for key in found)
        return before, after
    if wanted.which == "watching":
        ids = [row.case_id for row in inbox.watched(by, wanted.filters)]
    else:
        ids = list(dict.fromkeys(case_id for case_id, _ in inbox.every_key(wanted.which, by, wanted.filters, NEAR)))
    if case.id not in ids:
        return None, None
    at = ids.index(case.id)
    before, after = (_case(ids[near], wanted) if 0 <= near < len(ids) else None for near in (at - 1, at + 1))
    return before, after


def _key(key: Key | None) -> tuple[int, int] | None:
    return key[1:] if key else None


def _task(key: tuple[int, int] | None, wanted: Wanted) -> str | None:
    item = db.session.get(WorkItem, key) if key else None
    return url_for("task.show", number=item.number, task=item.task, **{"from": wanted.query}) if item else None


def _case(case_id: int, wanted: Wanted) -> str | None:
    case = db.session.get(Case, case_id)
    return url_for("case.show", number=case.number, **{"from": wanted.query}) if case else None


def _list(wanted: Wanted) -> str:
    return f"{url_for('inbox.show')}?{wanted.query}"
