"""Who hears of a step in the notices (webapp/notices), read off its events while they are folded: no question to the database.
Whether a case exists for who is told is checked when he reads, for it can change afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from engine import events as e
from engine.events import Event
from engine.ringing import rings
from webapp.casework.actors import user_in
from webapp.casework.projections import Units
from webapp.casework.readmodel import ReadModel, as_time

MESSAGES = {
    "requester_chased": "chased",
    "supplement_received": "supplement",
    "withdrawal_requested": "withdrawal",
    "leader_instructed": "instructed",
    "supervision_requested": "supervised",
}
"""Message into a case -> kind of notice for those at work on it."""
MOST = 40
"""People one event tells at most: a seat that is held by more is told by the digest."""


class Staff(Units, Protocol):
    @property
    def holders(self) -> Mapping[tuple[str, str], frozenset[int]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`people`: rows of personal_notice. `watchers`: what everybody who watches the case hears, without user_id. `seats`: what
    everybody in a seat hears, deputies included, with role and unit. `over`: tasks that called and are taken or gone."""

    people: list[dict[str, Any]]
    watchers: list[dict[str, Any]]
    seats: list[dict[str, Any]]
    over: list[int]


def heard(
    events: Iterable[tuple[int, Event]],
    model: ReadModel,
    *,
    at: datetime,
    actor: str,
    handled_by: frozenset[tuple[str, int | None]],
    staff: Staff,
    within: timedelta | None,
) -> Told:
    """`events`: (seq, event) of one step; `model` after it. `within`: how little time rings, see engine.ringing. Nobody
    hears of what he did himself."""
    doer, people, watchers, seats = user_in(actor), [], [], []
    for seq, event in events:
        if isinstance(event, e.TaskCreated) and rings(at, event.due_at, within):
            row = _row("called", model.case_id, seq, at, {"element": event.element, "task": event.task})
            seats.append({**row, "unit": event.unit, "role": event.role, "doer": doer})
        if heading := _for_watchers(event):
            watchers.append(_row("watched", model.case_id, seq, at, heading))
        for kind, facts, recipients in _for_people(event, model, doer, handled_by, staff):
            row = _row(kind, model.case_id, seq, at, facts)
            people.extend({**row, "user_id": user} for user in sorted(set(recipients) - {doer})[:MOST])
    over = [row["task"] for row in model.changed["work_item"].values() if row is not None and _is_over(row, within)]
    return Told(people=people, watchers=[{**row, "doer": doer} for row in watchers[-1:]], seats=seats, over=over)


Line = tuple[str, dict[str, Any], Iterable[int]]


def _for_people(
    event: Event, model: ReadModel, doer: int | None, handled_by: frozenset[tuple[str, int | None]], staff: Staff
) -> Iterator[Line]:
    match event:
        case e.TaskAssigned():
            yield "assigned", {"element": event.element, "task": event.task}, [event.assignee]
        case e.TaskCreated(phase="handling") if doer is not None and event.role in {"unit_clerk", "co_unit_clerk"}:
            before = [user for unit, user in handled_by if unit == event.unit and user is not None]
            yield "returned", {"element": event.element, "task": event.task}, before
        case e.ClockExtended():
            yield "extension_decided", {"clock": event.clock, "by": event.by}, _assignees(model)
        case e.ClockBreached():
            yield "overdue", {"clock": event.clock}, _assignees(model, event.unit)
        case e.MessageReceived(name=name) if name in MESSAGES:
            yield MESSAGES[name], {}, _at_work(model, staff)
        case e.MessageSent(link="supervises"):
            yield "supervised", {}, _assignees(model)


def _is_over(row: Mapping[str, Any], within: timedelta | None) -> bool:
    """Whether this row was a call, and somebody has it or nobody needs to any more."""
    is_waiting = row["state"] == "open" and row["assignee_id"] is None
    if is_waiting or row["due_at"] is None:
        return False
    return rings(as_time(row["created_at"]), as_time(row["due_at"]), within)


def _for_watchers(event: Event) -> dict[str, Any] | None:
    match event:
        case e.PhaseEntered():
            return {"phase": event.phase}
        case e.CaseCompleted():
            return {"outcome": event.outcome}
        case e.CaseCancelled():
            return {"outcome": "cancelled"}
        case e.ClockBreached():
            return {"late": event.clock}
        case e.MessageReceived(name=name) if name in MESSAGES:
            return {"message": name}
    return None


def _assignees(model: ReadModel, unit: str | None = None) -> set[int]:
    rows = model.open["work_item"].values()
    return {row["assignee_id"] for row in rows if row["assignee_id"] is not None and unit in {None, row["unit"]}}


def _at_work(model: ReadModel, staff: Staff) -> set[int]:
    """Who has the open work, or may take it."""
    found = _assignees(model)
    for row in model.open["work_item"].values():
        if row["assignee_id"] is None:
            found |= staff.holders.get((row["unit"], row["role"]), frozenset())
    return found


def _row(kind: str, case_id: int, seq: int, at: datetime, facts: dict[str, Any]) -> dict[str, Any]:
    task = facts.pop("task", None)
    return {"kind": kind, "case_id": case_id, "task": task, "facts": facts, "key": f"{kind}:{case_id}:{seq}", "at": at}
