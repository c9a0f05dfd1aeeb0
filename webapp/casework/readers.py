"""Who could see a case at a moment: the rules of reading.py and compartments.py, over seats, deputies, clearances and declared
interests as they were then.

Units, seats and accounts are those of the moment (webapp/organisation): whoever sat there then and left since is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from webapp.casework.directory import Directory
from webapp.casework.frames import Frame
from webapp.casework.reading import EVERYWHERE, READERS
from webapp.database.connections import Connection

DEPUTIES = """
    SELECT deputy_id, role, unit, user_id FROM delegation
    WHERE starts_at <= %(at)s AND ends_at > %(at)s AND set_at <= %(at)s AND (ended_at IS NULL OR ended_at > %(at)s)
        AND (unit = ANY(%(units)s) OR role = ANY(%(everywhere)s))
"""
RECUSED = """
    SELECT r.user_id FROM recusal r WHERE r.declared_at <= %(at)s AND (r.lifted_at IS NULL OR r.lifted_at > %(at)s) AND (
        r.case_id = %(case)s OR r.case_id IS NULL AND (
            starts_with(%(category)s, r.category) OR r.unit = ANY(%(concerned)s)
            OR r.party_id = (SELECT s.party_id FROM case_search s WHERE s.case_id = %(case)s)
        )
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """`role` and `unit` of the seat that let this person in; None for one who is let in because of a task in the case. `absent`:
    in whose place a deputy sat there."""

    user: int
    role: str | None
    unit: str | None
    absent: int | None = None


def readers_of(connection: Connection, case_id: int, frame: Frame, at: datetime, directory: Directory) -> list[Reader]:
    """Everybody who could open the case after `frame` until the next event; nearest units first. `directory`: of that moment."""
    case = frame.model.case
    concerned = [unit for unit in (case.get("unit"), case.get("place"), *sorted(frame.units)) if unit]
    order = {unit: place for place, unit in enumerate(dict.fromkeys(_above(directory, concerned)))}
    asked = {
        "units": [*order], "everywhere": [*EVERYWHERE], "at": at, "case": case_id, "category": case.get("category"),
        "concerned": [case.get("unit"), case.get("place"), case.get("about_unit")],
    }  # fmt: skip
    found = [Reader(user=user, role=role, unit=unit) for user, role, unit in _seats(directory, order)]
    found += [
        Reader(user=user, role=role, unit=unit, absent=absent)  # type: ignore[arg-type]
        for user, role, unit, absent in connection.execute(DEPUTIES, asked).fetchall()
    ]
    partakers = frame.people | {row["assignee_id"] for row in frame.model.open["work_item"].values()} - {None}
    found = [one for one in found if one.role in EVERYWHERE or (one.role in READERS and one.unit in order)]
    found += [Reader(user=user, role=None, unit=None) for user in partakers - {one.user for one in found}]
    away = {row[0] for row in connection.execute(RECUSED, asked).fetchall()}
    if case.get("compartment"):
        cleared = directory.cleared.get(case["compartment"], frozenset()) | partakers
        found = [one for one in found if one.user in cleared]
    if about := case.get("about_unit"):
        away |= {one.user for one in found if directory.sits_in([unit for _, unit in directory.seats.get(one.user, ())], about)}
    kept = (one for one in found if one.user not in away)
    return sorted(kept, key=lambda one: (one.unit is None, order.get(one.unit or "", len(order)), one.role or "", one.user))


def _above(directory: Directory, units: Collection[str]) -> Iterator[str]:
    """The units and all above them; of a closed one also its successor and all above that."""
    for unit in units:
        yield from directory.upwards(unit)
        yield from directory.upwards(directory.heir(unit))


def _seats(directory: Directory, units: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """(user, role, unit) of those who sat in one of the units, or saw everything."""
    for (unit, role), users in directory.holders.items():
        if unit in units or role in EVERYWHERE:
            yield from ((user, role, unit) for user in users)
