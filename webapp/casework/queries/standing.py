"""Lists about people's access: deputies, declared interests, clearances, and who may be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.directory import Directory
from webapp.models import Case, CompartmentGrant, Delegation, Recusal, User, db

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    id: int
    name: str
    name_en: str | None


def delegations(by: Actor, people: Iterable[int], at: datetime) -> list[Delegation]:
    """Deputies that are in force or to come: mine, those I am one for, and those of `people`."""
    concerned = or_(Delegation.user_id == by.user_id, Delegation.deputy_id == by.user_id, Delegation.user_id.in_(list(people)))
    query = select(Delegation).where(concerned, Delegation.ended_at.is_(None), Delegation.ends_at > at)
    return list(db.session.scalars(query.order_by(Delegation.starts_at, Delegation.id).limit(SHOWN)))


def past_delegations(by: Actor, people: Iterable[int], at: datetime, *, most: int = 20) -> list[Delegation]:
    """The last ones that ended."""
    concerned = or_(Delegation.user_id == by.user_id, Delegation.deputy_id == by.user_id, Delegation.user_id.in_(list(people)))
    query = select(Delegation).where(concerned, or_(Delegation.ended_at.is_not(None), Delegation.ends_at <= at))
    return list(db.session.scalars(query.order_by(Delegation.id.desc()).limit(most)))


def recusals(by: Actor, people: Iterable[int]) -> list[tuple[Recusal, str | None]]:
    """Interests of `people`, those in force first, each with the number of its case if it is his own or the case exists for
    `by`."""
    known = (Case.id == Recusal.case_id) & or_(Recusal.user_id == by.user_id, visible_to(by))
    query = select(Recusal, Case.number).outerjoin(Case, known).where(Recusal.user_id.in_(list(people)))
    rows = db.session.execute(query.order_by(Recusal.lifted_at.is_not(None), Recusal.id.desc()).limit(SHOWN))
    return [(recusal, number) for recusal, number in rows]


def grants(people: Iterable[int]) -> list[CompartmentGrant]:
    """Clearances of `people`, those in force first."""
    query = select(CompartmentGrant).where(CompartmentGrant.user_id.in_(list(people)))
    order: Sequence[ColumnElement[Any]] = (CompartmentGrant.ended_at.is_not(None), CompartmentGrant.id.desc())
    return list(db.session.scalars(query.order_by(*order).limit(SHOWN)))


def colleagues(ids: Iterable[int]) -> list[Colleague]:
    """Active people with these ids, by name."""
    query = select(User.id, User.name, User.name_en).where(User.id.in_(list(ids)), User.active).order_by(User.name)
    return [Colleague(**row._mapping) for row in db.session.execute(query)]


def below(directory: Directory, units: Iterable[str]) -> list[int]:
    """Everybody with a seat in these units or below."""
    tops = set(units)
    return sorted({
        user for user, seats in directory.seats.items()
        if any(tops.intersection(directory.upwards(unit)) for _, unit in seats)
    })  # fmt: skip
