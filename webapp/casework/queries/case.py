"""One case as people read it: facts, clocks with their ledger, open work, links, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.models import Case, CaseEvent, CaseLink, ClockEntry, ClockRow, IncidentRow, WorkItem, db

STEPS_SHOWN = 60
"""Steps of the history on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryStep:
    """What one command did: its events, by one actor at one moment. `kind` and `data` as recorded."""

    at: datetime
    actor: str
    first_seq: int
    events: tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Elements of the diagram: behind the case, and where it stands; what waits for a person comes first."""

    done: tuple[str, ...]
    here: tuple[str, ...]


def by_number(number: str) -> Case | None:
    """The case with this number, without its engine state."""
    return db.session.scalar(select(Case).where(Case.number == number.strip().upper()))


def clocks(case_id: int) -> list[tuple[ClockRow, list[ClockEntry]]]:
    """Clocks with their ledgers: running and paused ones first, then the newest."""
    rows = db.session.scalars(select(ClockRow).where(ClockRow.case_id == case_id)).all()
    entries = db.session.scalars(select(ClockEntry).where(ClockEntry.case_id == case_id).order_by(ClockEntry.seq)).all()
    ordered = sorted(rows, key=lambda row: (row.state == "stopped", -row.started_at.timestamp(), row.name))
    return [(row, [e for e in entries if (e.name, e.run) == (row.name, row.run)]) for row in ordered]


def open_work(case_id: int) -> list[WorkItem]:
    """User tasks that wait for somebody, first due first."""
    query = select(WorkItem).where(WorkItem.case_id == case_id, WorkItem.state == "open")
    return list(db.session.scalars(query.order_by(WorkItem.due_at, WorkItem.task)))


def open_incidents(case_id: int) -> list[IncidentRow]:
    """What stopped the case and waits for a correction."""
    return list(db.session.scalars(select(IncidentRow).where(IncidentRow.case_id == case_id, IncidentRow.resolved_at.is_(None))))


def links(case_id: int, by: Actor) -> list[tuple[str, bool, Case]]:
    """(kind, whether this case is the source, the other case), as far as the others exist for `by`; read it as: source *kind*
    target."""
    outgoing = select(CaseLink, Case).join(Case, Case.id == CaseLink.target_id).where(CaseLink.source_id == case_id)
    incoming = select(CaseLink, Case).join(Case, Case.id == CaseLink.source_id).where(CaseLink.target_id == case_id)
    found = [(link, True, case) for link, case in db.session.execute(outgoing.where(visible_to(by)))]
    found += [(link, False, case) for link, case in db.session.execute(incoming.where(visible_to(by)))]
    return [(link.kind, is_source, case) for link, is_source, case in sorted(found, key=lambda row: row[0].at)]


def history(case_id: int, *, before_seq: int | None = None, steps: int = STEPS_SHOWN) -> list[HistoryStep]:
    """The newest steps first, at most `steps`; `before_seq` goes further back."""
    query = select(CaseEvent.seq, CaseEvent.at, CaseEvent.kind, CaseEvent.data, CaseEvent.actor, CaseEvent.command_id)
    query = query.where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq.desc()).limit(steps * 12)
    if before_seq is not None:
        query = query.where(CaseEvent.seq < before_seq)
    found: list[HistoryStep] = []
    rows: Sequence[Any] = db.session.execute(query).all()
    for _, group in groupby(rows, key=lambda row: row.command_id):
        events = list(group)[::-1]
        step = HistoryStep(
            at=events[0].at, actor=events[0].actor, first_seq=events[0].seq, events=tuple((e.kind, e.data) for e in events)
        )
        found.append(step)
    if len(rows) == steps * 12 and len(found) > 1:
        found.pop()  # its beginning may lie behind the limit
    return found[:steps]


def version_at(case_id: int, seq: int, newest: str) -> str:
    """The version that the case ran on after its event `seq`; `newest`: the one it is on now."""
    query = select(CaseEvent.data["before"].as_string()).where(
        CaseEvent.case_id == case_id, CaseEvent.kind.in_(("CaseMigrated", "MigrationUndone")), CaseEvent.seq > seq
    )
    return db.session.scalar(query.order_by(CaseEvent.seq).limit(1)) or newest


def step_that_ended(case_id: int, task: int) -> CaseEvent | None:
    """The event that closed this task: somebody completed it, or the case took another way."""
    query = select(CaseEvent).where(
        CaseEvent.case_id == case_id,
        CaseEvent.kind.in_(("TaskCompleted", "TaskCancelled")),
        CaseEvent.data["task"].as_integer() == task,
    )
    return db.session.scalar(query.order_by(CaseEvent.seq.desc()).limit(1))


_OPENED = {
    "TaskCreated": "task", "JobCreated": "job", "MessageAwaited": "subscription", "IncidentRaised": "incident",
    "TaskMoved": "task", "JobMoved": "job", "IncidentMoved": "incident",
}  # fmt: skip
_CLOSED = {
    "TaskCompleted": "task", "TaskCancelled": "task", "JobCompleted": "job", "JobCancelled": "job",
    "MessageUnawaited": "subscription", "IncidentResolved": "incident",
}  # fmt: skip
_PASSED = (
    "TaskCompleted",
    "JobCompleted",
    "TimerFired",
    "EscalationRaised",
    "DecisionTaken",
    "FileChanged",
    "MessageSent",
    "PhaseEntered",
)


def marks(case_id: int) -> Marks:
    """Where the token has been and where it is, from the events alone."""
    kinds = (*_OPENED, *_CLOSED, *_PASSED, "CaseCompleted")
    query = select(CaseEvent.kind, CaseEvent.data).where(CaseEvent.case_id == case_id, CaseEvent.kind.in_(kinds))
    here: dict[tuple[str, int], str] = {}
    done: dict[str, None] = {}
    for kind, data in db.session.execute(query.order_by(CaseEvent.seq)):
        if kind in _OPENED:
            here[_OPENED[kind], data[_OPENED[kind]]] = data["element"]
        elif kind in _CLOSED:
            here.pop((_CLOSED[kind], data[_CLOSED[kind]]), None)
        if kind in _PASSED and data.get("element"):
            done[data["element"]] = None
        if kind == "CaseCompleted":
            done[data["outcome"]] = None
            here.clear()
    waiting = tuple(dict.fromkeys(element for _, element in sorted(here.items(), key=lambda entry: entry[0][0] != "task")))
    return Marks(done=tuple(element for element in done if element not in waiting), here=waiting)


def visited_phases(case_id: int) -> tuple[str, ...]:
    """Phases in the order the case first entered them."""
    query = select(CaseEvent.data["phase"].as_string()).where(CaseEvent.case_id == case_id, CaseEvent.kind == "PhaseEntered")
    return tuple(dict.fromkeys(phase for phase in db.session.scalars(query.order_by(CaseEvent.seq)) if phase))
