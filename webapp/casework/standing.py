"""What somebody is at this moment: own seats, seats of absent colleagues, clearances. Asked once per request."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from webapp.casework.actors import Actor
from webapp.database import connections

SEATS = """
    SELECT p.role, p.unit, u.tier, u.path, u.name, u.name_en, NULL::int AS absent_id, NULL AS absent, NULL AS absent_en
    FROM "position" p JOIN org_unit u ON u.code = p.unit WHERE p.user_id = %(user)s
    UNION ALL
    SELECT d.role, d.unit, u.tier, u.path, u.name, u.name_en, a.id, a.name, a.name_en
    FROM delegation d
    JOIN "position" p ON (p.user_id, p.unit, p.role) = (d.user_id, d.unit, d.role)
    JOIN org_unit u ON u.code = d.unit
    JOIN "user" a ON a.id = d.user_id
    WHERE d.deputy_id = %(user)s AND d.starts_at <= %(at)s AND d.ends_at > %(at)s AND d.ended_at IS NULL
      AND NOT EXISTS (SELECT FROM "position" own WHERE (own.user_id, own.unit, own.role) = (%(user)s, d.unit, d.role))
    ORDER BY 7 NULLS FIRST, 4, 1
"""
"""A deputy sits in a seat as long as the colleague still has it. Own seats first, the highest unit first."""
LIMITS = """
    SELECT ARRAY(SELECT compartment FROM compartment_grant WHERE user_id = %(user)s AND ended_at IS NULL) AS clearances,
           EXISTS (SELECT FROM recusal WHERE user_id = %(user)s AND lifted_at IS NULL) AS is_recused
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One position: `role` in the unit `unit` of this tier, path and name. `absent_id`: user id of the colleague in whose place
    one sits there, None for one's own."""

    role: str
    unit: str
    tier: str
    path: str
    name: str
    name_en: str | None
    absent_id: int | None = None
    absent: str | None = None
    absent_en: str | None = None


SEAT = tuple(one.name for one in fields(Seat))
"""The columns of SEATS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    seats: tuple[Seat, ...] = ()
    clearances: frozenset[str] = frozenset()
    may_be_recused: bool = True

    def actor(self, kind: str, user_id: int) -> Actor:
        """As the one door for change knows this person."""
        return Actor(
            kind=kind,
            user_id=user_id,
            positions=frozenset((seat.role, seat.unit) for seat in self.seats),
            stands_in=frozenset((seat.role, seat.unit, seat.absent_id) for seat in self.seats if seat.absent_id is not None),
            clearances=self.clearances,
            may_be_recused=self.may_be_recused,
        )


def standing_of(user_id: int, at: datetime) -> Standing:
    """The standing of a user at this moment. Every request asks: on a connection that keeps the plans of its statements."""
    with connections.take() as connection:
        rows: list[Any] = connection.execute(SEATS, {"user": user_id, "at": at}).fetchall()
        limits: Any = connection.execute(LIMITS, {"user": user_id}).fetchone()
    seats = tuple(Seat(**dict(zip(SEAT, row, strict=True))) for row in rows)
    return Standing(seats=seats, clearances=frozenset(limits[0]), may_be_recused=limits[1])
