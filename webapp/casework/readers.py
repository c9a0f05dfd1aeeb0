"""Who could see a case at a moment: the rules of reading.py and compartments.py, over seats, deputies, clearances and declared
interests as they were then.

Seats of today are taken back as far as the log says when each was given or taken away; before the log begins they count as held
all along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webapp.casework.directory import Directory
from webapp.casework.frames import Frame
from webapp.casework.reading import EVERYWHERE, READERS
from webapp.database.connections import Connection

SEATS = """
    SELECT p.user_id, p.role, p.unit FROM "position" p JOIN "user" u ON u.id = p.user_id
    WHERE u.active AND (p.unit = ANY(%(units)s) OR p.role = ANY(%(everywhere)s))
"""
SINCE = """
    SELECT kind, (about ->> 'user')::int, about ->> 'role', about ->> 'unit' FROM audit_event
    WHERE kind IN ('position_granted', 'position_revoked') AND at > %s ORDER BY seq DESC
"""
DEPUTIES = """
    SELECT deputy_id, role, unit, user_id FROM delegation
    WHERE starts_at <= %(at)s AND ends_at > %(at)s AND set_at <= %(at)s AND (ended_at IS NULL OR ended_at > %(at)s)
        AND (unit = ANY(%(units)s) OR role = ANY(%(everywhere)s))
"""
CLEARED = """
    SELECT user_id FROM compartment_grant
    WHERE compartment = %(compartment)s AND granted_at <= %(at)s AND (ended_at IS NULL OR ended_at > %(at)s)
"""
RECUSED = """
    SELECT r.user_id FROM recusal r WHERE r.declared_at <= %(at)s AND (r.lifted_at IS NULL OR r.lifted_at > %(at)s) AND (
        r.case_id = %(case)s OR r.case_id IS NULL AND (
            starts_with(%(category)s, r.category) OR r.unit = ANY(%(concerned)s)
            OR r.party_id = (SELECT s.party_id FROM case_search s WHERE s.case_id = %(case)s)
        )
    )
"""
OWN_UNITS = 'SELECT user_id, unit FROM "position" WHERE user_id = ANY(%s)'


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """`role` and `unit` of the seat that let this person in; None for one who is let in because of a task in the case. `absent`:
    in whose place a deputy sat there."""

    user: int
    role: str | None
    unit: str | None
    absent: int | None = None


def readers_of(connection: Connection, case_id: int, frame: Frame, at: datetime, directory: Directory) -> list[Reader]:
    """Everybody who could open the case after `frame` until the next event; nearest units first."""
    case = frame.model.case
    concerned = [unit for unit in (case.get("unit"), case.get("place"), *sorted(frame.units)) if unit]
    order = {unit: place for place, unit in enumerate(dict.fromkeys(up for one in concerned for up in directory.upwards(one)))}
    asked = {
        "units": [*order], "everywhere": [*EVERYWHERE], "at": at, "compartment": case.get("compartment"), "case": case_id,
        "category": case.get("category"), "concerned": [case.get("unit"), case.get("place"), case.get("about_unit")],
    }  # fmt: skip
    found = [Reader(user=user, role=role, unit=unit) for user, role, unit in _seats(connection, asked, order)]
    found += [
        Reader(user=user, role=role, unit=unit, absent=absent)  # type: ignore[arg-type]
        for user, role, unit, absent in connection.execute(DEPUTIES, asked).fetchall()
    ]
    partakers = frame.people | {row["assignee_id"] for row in frame.model.open["work_item"].values()} - {None}
    found = [one for one in found if one.role in EVERYWHERE or (one.role in READERS and one.unit in order)]
    found += [Reader(user=user, role=None, unit=None) for user in partakers - {one.user for one in found}]
    away = {row[0] for row in connection.execute(RECUSED, asked).fetchall()}
    if case.get("compartment"):
        cleared = {row[0] for row in connection.execute(CLEARED, asked).fetchall()} | partakers
        found = [one for one in found if one.user in cleared]
    if about := case.get("about_unit"):
        away |= _of_unit(connection, [one.user for one in found], about, directory)
    kept = (one for one in found if one.user not in away)
    return sorted(kept, key=lambda one: (one.unit is None, order.get(one.unit or "", len(order)), one.role or "", one.user))


def _seats(connection: Connection, asked: dict[str, object], order: Iterable[str]) -> set[tuple[int, str, str]]:
    """(user, role, unit) held at the moment."""
    seats: set[tuple[int, str, str]] = set(connection.execute(SEATS, asked).fetchall())  # type: ignore[arg-type]
    units = set(order)
    for kind, user, role, unit in connection.execute(SINCE, (asked["at"],)).fetchall():
        seat = (user, role, unit)
        if kind == "position_granted":
            seats.discard(seat)  # type: ignore[arg-type]
        elif unit in units or role in EVERYWHERE:
            seats.add(seat)  # type: ignore[arg-type]
    return seats


def _of_unit(connection: Connection, users: list[int], about: str, directory: Directory) -> set[int]:
    """Those who sit in the unit the case is about, or below it."""
    rows = connection.execute(OWN_UNITS, (users,)).fetchall()
    return {user for user, unit in rows if directory.is_within(str(unit), about)}  # type: ignore[misc]
