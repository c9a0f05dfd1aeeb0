"""What stands beside a case: requests like it, what else its requester asked for, files, why it went this way, co-handlers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.casework import disclosure, merging
from webapp.casework.likeness import likeness
from webapp.casework.queries import case as queries
from webapp.casework.queries import desk
from webapp.casework.queries.desk import Candidate
from webapp.database import connections
from webapp.models import Case, CaseSearch, User, WorkItem, db
from webapp.pages import files
from webapp.pages.case_view import CaseView, is_readable
from webapp.pages.names import name_of
from webapp.pages.people import me
from webapp.pages.rule_words import Because, because
from webapp.pages.running import running

LOOP = "complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """`before`: other requests of this requester that the reader may open; `before_count`: all of them. `receivers`: task ->
    people who may be given it. `merged_into`: number of the case whose answer this one waits for."""

    files: list[files.Shown]
    similar: list[Candidate]
    before: list[Case]
    before_count: int
    because: list[Because]
    co_replies: list[Mapping[str, Any]]
    co_units: list[str]
    receivers: Mapping[int, list[tuple[int, str]]]
    merged_into: str | None


def beside(view: CaseView) -> Beside:
    """Read for the page of one case that the reader may read."""
    case = view.case
    parties = _parties(case) if _may_know_the_requester(case) else []
    last = desk.last_requests_of(me().actor, parties, most=8, but=case.id)
    co_replies = case.file.get("co_replies")
    return Beside(
        files=files.of_case(case),
        similar=[found for found in _similar(case, parties) if is_readable(found.case)],
        before=[other for other in last if is_readable(other)][:5],
        before_count=max(desk.requests_of(me().actor, parties) - 1, 0),
        because=because(case.definition, queries.history(case.id)),
        co_replies=[reply for reply in co_replies if isinstance(reply, Mapping)] if isinstance(co_replies, list) else [],
        co_units=[str(unit) for unit in case.file.get("co_units") or ()],
        receivers={item.task: _receivers(item) for item in view.work if ("AssignTask", item.task) in view.offered},
        merged_into=_merged_into(case),
    )


def _similar(case: Case, parties: list[int]) -> list[Candidate]:
    if case.process != LOOP:
        return []
    return desk.same_matter(
        me().actor, words=case.title, place=case.place, category=case.category, parties=parties, but=case.id,
        since=likeness(running(), case.opened_at).since,
    )  # fmt: skip


def _may_know_the_requester(case: Case) -> bool:
    """Whoever asked for confidence is not given away by what else he asked for."""
    return not disclosure.asks_for_confidence(case.file) or bool(me().roles & frozenset(disclosure.OF_CONFIDENTIAL))


def _parties(case: Case) -> list[int]:
    row = db.session.get(CaseSearch, case.id)
    return [row.party_id] if row and row.party_id else []


def _receivers(item: WorkItem) -> list[tuple[int, str]]:
    """(id, name) of those who hold the role of the task in its unit, but for whoever has it."""
    ids = running().directory.holders.get((item.unit, item.role), frozenset()) - {item.assignee_id}
    people = db.session.scalars(db.select(User).where(User.id.in_(ids), User.active).order_by(User.name))
    return [(user.id, name_of(user.name, user.name_en)) for user in people]


def _merged_into(case: Case) -> str | None:
    with connections.take() as connection:
        target = merging.merged_into(connection, case.id)
    other = db.session.get(Case, target) if target and case.closed_at is None else None
    return other.number if other else None
