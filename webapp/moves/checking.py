"""A case that was moved, read again from the database: it must load, answer, and be what its read models say."""

from __future__ import annotations

from typing import Any

from engine import commands as c
from engine import work as w
from engine.errors import Rejection
from webapp.casework import runtime, store
from webapp.casework.execute import state_of
from webapp.database.connections import Connection

TIMERS = "SELECT name FROM due_timer WHERE case_id = %s AND kind = 'timer' ORDER BY name"


class Unsound(Exception):
    """What was written is not a case that can go on. Nothing of it may stay."""


def check(connection: Connection, case_id: int, definition: str) -> None:
    """Errors: Unsound, with the invariant that does not hold."""
    probe = c.FireTimers(command_id=f"check:{case_id}")
    case = store.load(connection, probe, case_id)
    state = None if case is None else state_of(case)
    if case is None or state is None:
        raise Unsound("not stored")
    if state.definition != definition:
        raise Unsound("another version")
    engine = runtime.current(connection, case.revisions).engine
    if case.closed_at is not None:
        return
    try:
        open_now = engine.open_work(state)
        engine.handle(state, probe)
    except (Rejection, ValueError, LookupError) as failure:
        raise Unsound(f"does not answer: {type(failure).__name__}") from failure
    if not open_now:
        raise Unsound("nothing open")
    _same("tasks", _tasks(open_now), _rows(case.open_rows, "work_item", "task", "element", "role", "unit", "assignee_id"))
    _same("incidents", _incidents(open_now), _rows(case.open_rows, "incident", "incident", "element"))
    armed = sorted(str(item.no) for item in open_now if isinstance(item, w.Timer) and item.due_at is not None)
    _same("timers", armed, sorted(str(row[0]) for row in connection.execute(TIMERS, (case_id,)).fetchall()))


def _same(what: str, engine: list[Any], rows: list[Any]) -> None:
    if engine != rows:
        raise Unsound(f"{what} differ")


def _tasks(work: tuple[w.OpenWork, ...]) -> list[Any]:
    return sorted((i.no, i.element, i.role, i.unit, i.assignee) for i in work if isinstance(i, w.UserTask))


def _incidents(work: tuple[w.OpenWork, ...]) -> list[Any]:
    return sorted((i.no, i.element) for i in work if isinstance(i, w.Incident))


def _rows(open_rows: Any, table: str, *columns: str) -> list[Any]:
    return sorted(tuple(row[name] for name in columns) for row in (open_rows or {}).get(table) or ())
