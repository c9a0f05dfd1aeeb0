"""The frame of a sample: which cases could be drawn, and how much weight each has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Literal

from sqlalchemy import select

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.city_time import CITY_TIME
from webapp.database.connections import Connection
from webapp.database.statements import fetched
from webapp.models import Case, OrgUnit

Method = Literal["random", "risk"]
SIGNS = (files("webapp.sampling") / "signs.sql").read_text()
WEIGHTS: Mapping[str, int] = {
    "cancelled": 4, "moved": 4, "unsatisfied": 3, "amended": 3, "reopened": 2, "late": 2, "not_called": 2,
    "quick": 2, "extended": 1,
}  # fmt: skip
"""Sign of risk -> what it adds to the weight of a case, which is 1 without any. Kept with every sample that is drawn."""
LARGEST = 200_000
"""Cases of a frame; a period with more is asked for in parts."""


class FrameTooLarge(ValueError):
    """More cases than can be weighed at once: choose a shorter period or a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Cases opened from the first to the last day, both included, in the city's time. `unit`: it and those below; None: all.
    `closed`: finished ones only."""

    first: date
    last: date
    process: str | None = None
    unit: str | None = None
    closed: bool = True

    def row(self) -> dict[str, object]:
        """As it is kept with the sample."""
        return {
            "first": self.first.isoformat(), "last": self.last.isoformat(), "process": self.process, "unit": self.unit,
            "closed": self.closed,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    id: int
    number: str
    signs: tuple[str, ...]

    def weight(self, method: Method) -> int:
        return 1 if method == "random" else 1 + sum(WEIGHTS[sign] for sign in self.signs)


def candidates(connection: Connection, frame: Frame, by: Actor) -> list[Candidate]:
    """The cases of the frame that exist for `by`, oldest first. Raises FrameTooLarge."""
    query = (
        select(Case.id, Case.number)
        .where(
            visible_to(by), Case.opened_at >= _midnight(frame.first), Case.opened_at < _midnight(frame.last + timedelta(days=1))
        )
        .order_by(Case.id)
        .limit(LARGEST + 1)
    )
    if frame.process:
        query = query.where(Case.process == frame.process)
    if frame.closed:
        query = query.where(Case.closed_at.is_not(None))
    if frame.unit:
        above = select(OrgUnit.path).where(OrgUnit.code == frame.unit).scalar_subquery()
        query = query.where(Case.unit.in_(select(OrgUnit.code).where(OrgUnit.path.startswith(above))))
    found = fetched(connection, query)
    if len(found) > LARGEST:
        raise FrameTooLarge(LARGEST)
    signs: dict[int, list[str]] = dict(connection.execute(SIGNS, {"ids": [id for id, _ in found]}).fetchall())  # type: ignore[arg-type]
    return [Candidate(id=id, number=number, signs=tuple(signs.get(id, ()))) for id, number in found]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CITY_TIME)
