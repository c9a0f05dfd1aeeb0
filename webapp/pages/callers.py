"""Whom a callback is for, where several people asked for the same in one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from engine.instances import set_aside
from webapp.models import Case, WorkItem, db

FIRST, OTHER = "call_back", "call_other"
"""Steps in which the first requester, and each of the others, is called."""
NUMBER = "caller"
"""What the run of the second one is about: the requester's number, the first one is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """`number` of `all`. `person`: references to name and phone."""

    number: int
    all: int
    person: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissatisfied:
    """`text`: reference to his words, None without any."""

    number: int
    text: Mapping[str, Any] | None


SAID = text("""
    SELECT coalesce((data->'payload'->>'requester')::int, 1) AS requester, data->'payload'->'text' AS text
    FROM case_event e
    WHERE case_id = :case AND kind = 'MessageReceived' AND data->'payload'->>'verdict' = 'unsatisfied'
        AND seq > (
            SELECT max(seq) FROM case_event WHERE case_id = :case AND kind = 'PhaseEntered' AND data->>'phase' = 'callback'
        )
    ORDER BY seq
""")


def caller_of(case: Case, item: WorkItem) -> Caller | None:
    """Who is to be called in this task; None when there is only one requester, or nobody is called here."""
    others = case.file.get("co_requesters") or []
    if item.element not in (FIRST, OTHER) or not others:
        return None
    number = 1 if item.element == FIRST else int(set_aside(case.state, item.task).get(NUMBER, 0))
    asking = [case.file.get("requester") or {}, *others]
    return Caller(number=number, all=len(asking), person=asking[number - 1]) if 0 < number <= len(asking) else None


def dissatisfied(case: Case, item: WorkItem) -> list[Dissatisfied]:
    """Whoever left no number and says online, since the answer was approved, that he is not satisfied. Nobody can call him, so
    whoever calls the others hears it before he judges."""
    if item.element not in (FIRST, OTHER):
        return []
    asking = [case.file.get("requester") or {}, *(case.file.get("co_requesters") or [])]
    said = {int(row.requester): row.text for row in db.session.execute(SAID, {"case": case.id})}
    return [
        Dissatisfied(number=number, text=said[number])
        for number, person in enumerate(asking, 1) if number in said and not person.get("phone")
    ]  # fmt: skip
