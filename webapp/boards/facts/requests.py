"""The row of figure_case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from engine.calendar import Calendar
from webapp.boards.facts.material import Material, day_of, moment_of
from webapp.casework.flags import Flag
from webapp.city_time import CITY_TIME

MICROSECONDS_OF_A_MINUTE = 60_000_000
PHASES = ("intake", "dispatch", "handling", "review", "callback")
CALLS = ("call_back", "call_other")
"""Steps in which requesters are called back."""
SETTLED_LOCALLY = "resolved_in_grid"
"""Outcome of a grid event that never left its grid."""


def case_fact(of: Material) -> dict[str, Any]:
    row, opened = of.row, of.row["opened_at"].astimezone(CITY_TIME)
    answers = row["answers"] if isinstance(row["answers"], dict) else {}
    called = [ended for _, _, ended, element, state in row["work"] or () if element in CALLS and state == "done"]
    return {
        **of.shared, "unit": of.unit, "opened_at": row["opened_at"], "opened_on": opened.date(),
        "opened_hour": opened.weekday() * 24 + opened.hour, "due_at": row["due_at"], "on_hold": bool(row["flags"] & Flag.ON_HOLD),
        "merged": row["merged"], "closed_on": day_of(row["closed_at"]), "outcome": row["outcome"],
        "handled": bool(of.clocks("handle") or of.clocks("act")), "reopened": bool(row["reopened"]),
        "settled_locally": row["outcome"] == SETTLED_LOCALLY, **_minutes(of),
        "called_on": day_of(max(called, key=_moment)) if called else None, "contact": answers.get("contact"),
        "resolved": answers.get("resolved"), "satisfied": answers.get("satisfied"),
    }  # fmt: skip


def _minutes(of: Material) -> dict[str, int | None]:
    """Working minutes of a closed case, in all and by phase; nothing of an open one, whose times still grow."""
    closed = of.row["closed_at"]
    if closed is None:
        return dict.fromkeys(("worked", *PHASES))
    promised = of.clocks("reply")
    begin = _moment(promised[0]["started_at"]) if promised else of.row["opened_at"]
    stretches: dict[str, list[tuple[datetime, datetime]]] = {}
    for phase, created, ended, _, _ in of.row["work"] or ():
        stretches.setdefault(phase, []).append((_moment(created), moment_of(ended) or closed))
    phases = {phase: _covered(of.calendar, stretches[phase]) if phase in stretches else None for phase in PHASES}
    return {"worked": _between(of.calendar, begin, closed), **phases}


def _covered(calendar: Calendar, stretches: Iterable[tuple[datetime, datetime]]) -> int:
    """Working minutes covered by at least one of the stretches, which come in order of their beginnings. Cut to whole minutes at
    the end only: stretches that began together may come in any order."""
    total, covered_to = 0, None
    for begin, end in stretches:
        begin = max(begin, covered_to) if covered_to else begin
        if end > begin:
            total += calendar.measure(begin, end, "wh")
            covered_to = end
    return total // MICROSECONDS_OF_A_MINUTE


def _between(calendar: Calendar, begin: datetime, end: datetime) -> int:
    return calendar.measure(begin, end, "wh") // MICROSECONDS_OF_A_MINUTE


def _moment(text: str | datetime) -> datetime:
    found = moment_of(text)
    assert found is not None
    return found
