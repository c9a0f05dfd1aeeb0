"""The ledger of cards: how many each unit has, and each card with what it was given for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.models import Card, Case, OrgUnit, db

MOST_UNITS = 200
MOST_CARDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCards:
    unit: str
    name: str | None
    name_en: str | None
    yellow: int
    red: int
    newest: datetime

    @property
    def cards(self) -> dict[str, int]:
        return {"yellow": self.yellow, "red": self.red}


def of_units(paths: Sequence[str], since: datetime) -> list[UnitCards]:
    """Units below `paths` with cards since then, most red first."""
    if not paths:
        return []
    yellow, red = (
        func.count().filter(Card.colour == colour, Card.reverses.is_(None))
        - func.count().filter(Card.colour == colour, Card.reverses.is_not(None))
        for colour in ("yellow", "red")
    )
    query = (
        select(Card.unit, OrgUnit.name, OrgUnit.name_en, yellow, red, func.max(Card.at))
        .outerjoin(OrgUnit, OrgUnit.code == Card.unit)
        .where(or_(*(Card.unit_path.startswith(path, autoescape=True) for path in paths)), Card.at >= since)
        .group_by(Card.unit, OrgUnit.name, OrgUnit.name_en)
        .order_by(red.desc(), yellow.desc(), Card.unit)
        .limit(MOST_UNITS)
    )
    return [
        UnitCards(unit=unit, name=name, name_en=name_en, yellow=yellows, red=reds, newest=newest)
        for unit, name, name_en, yellows, reds, newest in db.session.execute(query)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """`number`, `title`: of the case it was given in; None for one that does not exist for the reader. `taken_back`: it counts no
    more."""

    colour: str
    cause: str
    clock: str
    definition: str
    due_at: datetime | None
    at: datetime
    number: str | None
    title: str | None
    seq: int
    taken_back: bool


def of_unit(by: Actor, unit: str, since: datetime) -> list[CardLine]:
    """Cards of the unit itself since then, newest first."""
    later = aliased(Card)
    taken_back = exists().where(later.case_id == Card.case_id, later.reverses == Card.seq)
    query = (
        select(Card, Case.definition, Case.number, Case.title, visible_to(by), taken_back)
        .join(Case, Case.id == Card.case_id)
        .where(Card.unit == unit, Card.at >= since, Card.reverses.is_(None))
        .order_by(Card.at.desc(), Card.case_id.desc())
        .limit(MOST_CARDS)
    )
    return [_line(*row) for row in db.session.execute(query)]


def _line(card: Card, definition: str, number: str, title: str, visible: Any, taken_back: bool) -> CardLine:
    return CardLine(
        colour=card.colour, cause=card.cause, clock=card.clock, definition=definition, due_at=card.due_at, at=card.at,
        number=number if visible else None, title=title if visible else None, seq=card.seq, taken_back=taken_back,
    )  # fmt: skip
