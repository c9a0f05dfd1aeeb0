"""What the address of a board asks for, as far as the reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, request
from sqlalchemy import select, text

from engine.now import now
from webapp.boards import scope
from webapp.boards.look import AXES, Look
from webapp.boards.period import Period, chosen
from webapp.casework.reading import sees
from webapp.city_time import CITY_TIME
from webapp.models import Category, db
from webapp.pages.people import me
from webapp.pages.running import running

STANDARD = "complaint"
PROCESSES = text("""
    WITH RECURSIVE known AS (
        (SELECT process FROM figure_sum ORDER BY process LIMIT 1)
        UNION ALL
        SELECT (SELECT f.process FROM figure_sum f WHERE f.process > known.process ORDER BY f.process LIMIT 1)
        FROM known WHERE known.process IS NOT NULL
    ) SELECT process FROM known WHERE process IS NOT NULL
""")
NOT_REQUESTS = frozenset(("supervision", "campaign"))
"""Processes that watch over requests; they are counted on pages of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`unit`: whose board. `axis`, `value`: the closer look. `look`: what the figures are taken from."""

    unit: str
    process: str
    period: Period
    axis: str
    value: str
    look: Look
    own: bool = False
    """only the unit itself, not what is below it"""

    @property
    def words(self) -> dict[str, Any]:
        """As in an address; what is the standard is left out."""
        found: dict[str, Any] = {"unit": self.unit, "period": self.period.kind}
        if self.period.kind == "custom":
            found |= {"from": self.period.begin.isoformat(), "to": self.period.last.isoformat()}
        if self.process != STANDARD:
            found["process"] = self.process
        if self.axis:
            found |= {"axis": self.axis, "value": self.value}
        if self.own:
            found["own"] = 1
        return found

    def but(self, **changes: Any) -> dict[str, Any]:
        """The address with some words changed; None takes one away."""
        return {name: value for name, value in {**self.words, **changes}.items() if value is not None}


def asked() -> Asked:
    """Aborts with 403 for people without boards and for units that are not theirs."""
    by, directory = me().actor, running().directory
    if not sees(by, "board"):
        abort(403)
    tops = scope.tops(by, directory)
    unit = request.args.get("unit") or (tops[0] if tops else "")
    if unit not in directory.units or not scope.may_see(by, directory, unit):
        abort(403)
    today = now().astimezone(CITY_TIME).date()
    period = chosen(request.args.get("period"), request.args.get("from"), request.args.get("to"), today=today)
    process = request.args.get("process") or STANDARD
    axis, value = request.args.get("axis", ""), request.args.get("value", "")
    axis = axis if axis in AXES and value else ""
    own = request.args.get("own") == "1"
    look = Look(
        process=process, period=period, units=(unit,) if own else scope.below(directory, unit), axis=axis,
        values=branch(axis, value) if axis else ("",),
    )  # fmt: skip
    return Asked(unit=unit, process=process, period=period, axis=axis, value=value if axis else "", look=look, own=own)


def branch(axis: str, value: str) -> tuple[str, ...]:
    """A category or a place means everything below it."""
    if axis == "place":
        path = running().directory.path(value)
        return (value, *(code for code, unit in running().directory.units.items() if unit.path.startswith(path)))
    if axis == "category":
        found, level = [value], [value]
        while level := list(db.session.scalars(select(Category.code).where(Category.parent.in_(level)))):
            found += level
        return tuple(found)
    return (value,)


def processes() -> list[str]:
    """Programmes with figures, the standard one first."""
    found = {row[0] for row in db.session.execute(PROCESSES)} - NOT_REQUESTS
    return [STANDARD, *sorted(found - {STANDARD})]
