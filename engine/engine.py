"""The engine is a function: a state and a command in, a new state and what happened out. No web, no SQL, no wall clock but
engine.now, nothing random: the same input gives the same bytes, which is what makes a replay a proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine import commands as c
from engine import events as e
from engine import now as time_source
from engine.asking import Answer, ask
from engine.calendar import Calendar
from engine.dated_tables import DatedTables
from engine.definition import Definition
from engine.directory import Directory
from engine.errors import CaseClosed, CaseNotStarted, MessageNotAwaited, MoveFails, Rejection
from engine.handling.acts.file import entries
from engine.handling.attempt import Attempt
from engine.handling.facts import changed_facts
from engine.handling.failure import Failed
from engine.handling.openwork import difference
from engine.handling.surroundings import Surroundings
from engine.library import Library
from engine.policy import Policies
from engine.spiff import codec
from engine.spiff.nodes.node import Node
from engine.state import ACTIVE, CANCELLED, COMPLETED, INCIDENT, CaseState, Content, pack
from engine.work import OpenWork

MAX_INCIDENTS = 20
"""Elements that may fail within one command; the command is refused when still more do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`work`: everything that is open after the command, by number."""

    state: CaseState
    events: tuple[e.Event, ...]
    work: tuple[OpenWork, ...]


class TooManyIncidents(Rejection):
    """The model fails at too many places at once; nothing was changed."""


class Engine:
    """`calendars` by name, `policies` and dated `tables` by process key: asked at each command, so they may be replaced while
    cases run."""

    def __init__(
        self,
        library: Library,
        *,
        calendars: Mapping[str, Calendar],
        policies: Mapping[str, Policies],
        directory: Directory,
        tables: Mapping[str, DatedTables] | None = None,
    ) -> None:
        self.library = library
        self.surroundings = Surroundings(calendars=calendars, policies=policies, directory=directory, tables=tables or {})

    def handle(
        self,
        state: CaseState | None,
        command: c.Command,
        *,
        now: datetime | None = None,
        case_id: int | None = None,
        number: str | None = None,
        definition: str | None = None,
    ) -> Step:
        """One command, handled. `case_id` and `number` name a new case; `definition` its version, for a replay, if not the
        newest. Errors: Rejection, and nothing was changed."""
        moment = now or time_source.now()
        if isinstance(command, c.StartCase):
            model = self.library.newest(command.process) if definition is None else self.library.version(definition)
            state = _blank(command, model, moment, case_id or 0, number or "")
        else:
            if state is None:
                raise CaseNotStarted()
            model = self.library.version(state.definition)
            if state.status in (COMPLETED, CANCELLED):
                raise CaseClosed(case=state.number)
        blocked: dict[int, tuple[str, str]] = {}
        while len(blocked) <= MAX_INCIDENTS:
            attempt = Attempt(model, self.surroundings, state, moment, blocked, self.library.version)
            try:
                if isinstance(command, c.StartCase):
                    _start(attempt, model, command)
                else:
                    attempt.act(command)
                return finished_step(attempt, state) if not isinstance(command, c.MOVES) else _moved_well(attempt, state)
            except Failed as failed:
                blocked[failed.go] = (failed.kind, failed.message)
        raise TooManyIncidents(incidents=len(blocked))

    def open_work(self, state: CaseState) -> tuple[OpenWork, ...]:
        """What waits in a case, by number. Errors: UnknownVersion, BrokenState."""
        model, moment = self.library.version(state.definition), time_source.now()
        return tuple(Attempt(model, self.surroundings, state, moment, {}, self.library.version).before.values())

    def ask(self, definition: Definition, decision: str, known: Mapping[str, Any], *, now: datetime | None = None) -> Answer:
        """A decision of a process outside of any case, see engine.asking. Errors: KeyError, DecisionUnclear."""
        return ask(definition, self.surroundings, decision, known, now or time_source.now())


def _blank(command: c.StartCase, definition: Definition, now: datetime, case_id: int, number: str) -> CaseState:
    return CaseState(
        case_id=case_id,
        number=number,
        definition=definition.id,
        status=ACTIVE,
        opened_at=now,
        blob=pack(Content()),
        file=entries(command.file),
    )


def _start(attempt: Attempt, definition: Definition, command: c.StartCase) -> None:
    attempt.tell(
        e.CaseStarted(
            process=definition.key,
            definition=definition.id,
            number=attempt.number,
            file=attempt.old_file,
            message=command.message,
            links=command.links,
        )
    )
    attempt.old_file = {}
    attempt.start(_starts(definition, command.message))
    attempt.settle()


def _starts(definition: Definition, message: str | None) -> list[Node]:
    """The start event of the message; else the plain one; else all, to wait for the first."""
    starts = definition.specification.main.starts
    if message is not None:
        named = [s for s in starts if any(d.kind == "message" and d.name == message for d in s.element.events)]
        if not named:
            raise MessageNotAwaited(message=message)
        return named[:1]
    plain = [s for s in starts if not s.element.events]
    return plain[:1] or starts


def _moved_well(attempt: Attempt, state: CaseState) -> Step:
    """A move that would leave an incident is not made. Errors: MoveFails."""
    step = finished_step(attempt, state)
    for event in step.events:
        if isinstance(event, e.IncidentRaised):
            raise MoveFails(element=event.element, kind=event.incident_kind)
    return step


def finished_step(attempt: Attempt, state: CaseState) -> Step:
    """What an attempt that went well leaves behind."""
    turn = attempt.turn
    closing, status = attempt.closing, CANCELLED if attempt.cancelled else ACTIVE
    if attempt.workflow.completed and not attempt.cancelled:
        turn.clocks.stop_all()
        status, closing = COMPLETED, e.CaseCompleted(outcome=attempt.workflow.outcome or "")
    after = attempt.after()
    if status == ACTIVE and turn.content.incidents:
        status = INCIDENT
    turn.events += difference(attempt.before, after, turn.told)
    facts = attempt.facts
    if turn.file is not attempt.old_file:
        facts = {**facts, **changed_facts(turn.definition, turn, attempt.old_file)}
    if facts:
        turn.events.append(e.FactsChanged(changes=facts))
    if closing is not None:
        turn.events.append(closing)
    tokens = codec.dump(attempt.workflow)
    turn.content.before, turn.content.tokens = attempt.kept_way_back(tokens), tokens
    turn.content.clocks = turn.clocks.shelf.stored()
    return Step(
        state=replace(state, definition=turn.definition.id, status=status, blob=pack(turn.content), file=turn.file),
        events=tuple(turn.events),
        work=tuple(after.values()),
    )
