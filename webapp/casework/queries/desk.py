"""What a call-taker sees while writing: requests that may be the same matter, and the caller's last requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, literal, or_, select

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.models import Case, CaseSearch, db

CONSIDERED = 400
"""Newest neighbours that are compared; more would not be read anyway."""
SHOWN = 5
ENOUGH = 0.35
"""Score from which a request is worth a look: 1 is the same place, caller, category and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A request that may be the same matter; `score` 0 to 1; the flags say why."""

    case: Case
    score: float
    same_place: bool
    same_category: bool
    same_caller: bool
    alike: float


def same_matter(
    by: Actor,
    *,
    words: str,
    place: str | None,
    category: str | None,
    parties: Sequence[int],
    since: datetime,
    but: int | None = None,
) -> list[Candidate]:
    """Requests that exist for `by` and look like this one, opened after `since`, best first. Words count most, then place,
    caller, category. `but`: the case that is being compared itself."""
    seen = visible_to(by) if by.is_person else and_(Case.compartment.is_(None), Case.about_unit.is_(None))
    wanted = set(db.session.scalar(select(func.bigrams(literal(words)))) or []) if words.strip() else set()
    near = []
    if place:
        near.append(CaseSearch.place == place)
    if parties:
        near.append(CaseSearch.party_id.in_(parties))
    if len(wanted) >= 3:
        near.append(CaseSearch.grams.overlap(sorted(wanted)[:24]))
    if not near:
        return []
    query = (
        select(CaseSearch)
        .where(CaseSearch.opened_at > since, CaseSearch.case_id != (but or 0), or_(*near))
        .order_by(CaseSearch.opened_at.desc())
        .limit(CONSIDERED)
    )
    scored = sorted(
        (_score(row, wanted, place, category, parties) for row in db.session.scalars(query)),
        key=lambda entry: entry[0],
        reverse=True,
    )[:SHOWN]
    kept = {row.case_id: (score, row) for score, row in scored if score >= ENOUGH}
    found = select(Case).where(Case.id.in_(kept), Case.process == "complaint", seen)
    cases = {case.id: case for case in db.session.scalars(found)}
    return [
        Candidate(
            case=cases[case_id], score=score, same_place=row.place == place, same_caller=row.party_id in parties,
            same_category=category is not None and row.category == category, alike=_alike(set(row.grams), wanted),
        )
        for case_id, (score, row) in kept.items() if case_id in cases
    ]  # fmt: skip


def _alike(one: set[str], other: set[str]) -> float:
    """Dice: twice the shared pairs over all pairs."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _score(
    row: CaseSearch, wanted: set[str], place: str | None, category: str | None, parties: Sequence[int]
) -> tuple[float, CaseSearch]:
    alike = _alike(set(row.grams), wanted)
    return (
        0.55 * alike
        + 0.2 * (place is not None and row.place == place)
        + 0.15 * (row.party_id in parties)
        + 0.1 * (category is not None and row.category == category)
    ), row


def last_requests_of(by: Actor, parties: Sequence[int], *, most: int = 5, but: int | None = None) -> list[Case]:
    """The newest requests of these people that exist for `by`."""
    if not parties:
        return []
    query = select(Case).join(CaseSearch, CaseSearch.case_id == Case.id)
    query = query.where(CaseSearch.party_id.in_(parties), Case.id != (but or 0), visible_to(by))
    return list(db.session.scalars(query.order_by(CaseSearch.opened_at.desc()).limit(most)))


def requests_of(by: Actor, parties: Sequence[int]) -> int:
    """How many requests of these people exist for `by`."""
    query = select(func.count()).select_from(CaseSearch).join(Case, Case.id == CaseSearch.case_id)
    return db.session.scalar(query.where(CaseSearch.party_id.in_(parties), visible_to(by))) or 0 if parties else 0
