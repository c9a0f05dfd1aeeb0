"""The only door through which a case changes: execute(command, by).

Read the case, check who asks, let the engine decide, write everything in one statement. A click, an API call, a timer, a
finished job and a message all come this way. Nothing is locked while Python runs: the write checks the version, and when
somebody else was faster the command is tried again on what the case has become."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg

from engine.commands import Command, StartCase
from engine.errors import Rejection, TaskNotOpen, UnknownVersion
from engine.events import Event
from engine.now import now
from engine.ringing import rings_within
from engine.state import CaseState
from webapp.casework import access, definitions, runtime, store
from webapp.casework.access import Subject
from webapp.casework.actors import Actor
from webapp.casework.recorded import decode
from webapp.casework.store import Loaded, Step
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.database.connections import Connection, may_pass

ATTEMPTS = 20
"""How often a command is tried when others keep being faster. Each failure means that another one succeeded."""


class NoSuchCase(Rejection):
    """There is no case with this number."""


class TooBusy(Rejection):
    """Others changed this case again and again at the same moment. Please try once more."""


class AlreadyRegistered(Rejection):
    """This request was taken over from its source before."""


class KeyUsedAlready(Rejection):
    """This key was sent with something else before, so this was not done. Send it with a key of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a command did. `version`: sequence number of the last event of the case afterwards. No events: nothing changed.
    `is_repeated`: it was done before, and what the caller prepared for it in the same transaction belongs to nothing."""

    case_id: int
    number: str
    version: int
    events: tuple[Event, ...]
    is_repeated: bool = field(default=False, compare=False, repr=False)


def execute(
    command: Command,
    by: Actor,
    *,
    case_id: int | None = None,
    within: Connection | None = None,
) -> Receipt:
    """Carry out `command`. `case_id` is needed for all but StartCase. The same command id again: the recorded receipt;
    with another command than then, KeyUsedAlready.

    `within`: an open transaction to write in; committing is then the caller's, as is trying again when it breaks.
    Raises Rejection (NotAllowed, TaskNotOpen, ...): nothing was changed."""
    attempt = _Attempt(command, by, case_id)
    for _ in range(ATTEMPTS):
        try:
            with _connection(within) as connection:
                receipt = attempt.on(connection)
        except psycopg.errors.UniqueViolation as conflict:
            if within is not None:
                raise
            if conflict.diag.constraint_name == "case_source_external_id_key":
                raise AlreadyRegistered() from None
            if conflict.diag.constraint_name != "command_pkey":
                raise
            continue  # the same command id is being carried out elsewhere: read what it did
        except psycopg.OperationalError as failure:
            # The connection broke, perhaps after the commit. The command id makes it safe to do it again.
            if within is not None or not may_pass(failure):
                raise
            continue
        if receipt is not None:
            return receipt
    raise TooBusy(command=type(command).__name__)


def _connection(within: Connection | None) -> AbstractContextManager[Connection]:
    return connections.take() if within is None else nullcontext(within)


@dataclass(frozen=True, slots=True)
class _Attempt:
    command: Command
    by: Actor
    case_id: int | None

    def on(self, connection: Connection) -> Receipt | None:
        """One try. None: somebody else wrote the case in between."""
        case = store.load(connection, self.command, None if isinstance(self.command, StartCase) else self.case_id or 0)
        if case is None:
            raise NoSuchCase(case=self.case_id)
        if case.is_done:
            return self._recorded(connection)
        active = runtime.current(connection, case.revisions)
        subject = subject_of(case, active)
        access.require(self.by, self.command, subject)
        moment = now()
        number = case.number or case_number(case.case_id, moment)
        decided = self._decide(connection, active, case, number, moment)
        if not decided.events:
            return Receipt(case_id=case.case_id, number=number, version=case.version, events=())
        actor = self.by.label_for(access.acting_for(self.by, self.command, subject))
        step = Step(
            command=self.command, actor=actor, at=moment, number=number, state=decided.state.blob, file=decided.state.file,
            events=decided.events, rings=rings_within(active.policy(decided.state.definition, moment)),
        )  # fmt: skip
        version = store.save(connection, case, step, active.directory)
        if version is None:
            return None
        return Receipt(case_id=case.case_id, number=number, version=version, events=decided.events)

    def _decide(self, connection: Connection, active: runtime.Runtime, case: Loaded, number: str, moment: datetime) -> Any:
        state = state_of(case)
        for missing in (2, 1, 0):  # versions that may have to be brought: the one it is on, and the one it moves to
            try:
                return active.engine.handle(state, self.command, now=moment, case_id=case.case_id, number=number)
            except UnknownVersion as unknown:
                if not missing or state is None:
                    raise
                definitions.bring(connection, active.library, str(unknown.facts["definition"]))
            except TaskNotOpen as refusal:
                refusal.facts.update(who_ended(connection, case.case_id, getattr(self.command, "task", None)))
                raise
        raise AssertionError("unreachable")

    def _recorded(self, connection: Connection) -> Receipt | None:
        """What the command did when it was sent first. Raises KeyUsedAlready when somebody sent another one then: a program that
        counts its keys anew must not believe that its work is done."""
        found = store.recorded_command(connection, self.command.command_id)
        if found is None:
            return None
        case_id, number, version, sent, events = found
        done = tuple(decode(kind, data) for kind, data in events)
        task, tasks = getattr(self.command, "task", None), {getattr(event, "task", None) for event in done}
        is_another = sent != type(self.command).__name__ or self.case_id not in (None, case_id) or task not in {None, *tasks}
        if self.by.is_person and is_another:
            raise KeyUsedAlready
        return Receipt(case_id=case_id, number=number, version=version, events=done, is_repeated=True)


def subject_of(case: Loaded, active: runtime.Runtime) -> Subject:
    """What the policy table looks at."""
    facts = case.facts or {}
    tasks = (case.open_rows or {}).get("work_item") or ()
    return Subject(
        directory=active.directory, case_id=case.case_id if case.version else None, unit=facts.get("unit"),
        place=facts.get("place"), tasks={row["task"]: row for row in tasks}, handled_by=case.handled_by,
        compartment=facts.get("compartment"), about_unit=facts.get("about_unit"), recused=case.recused,
    )  # fmt: skip


def case_number(case_id: int, opened_at: datetime) -> str:
    """YYYYMMDD-NNNNNN: the local day of opening and the id of the case, at least six digits; unique because the id is."""
    return f"{opened_at.astimezone(CITY_TIME):%Y%m%d}-{case_id:06d}"


def who_ended(connection: Connection, case_id: int, task: int | None) -> dict[str, Any]:
    """Facts for the loser of a race: who ended the task, and when."""
    row = connection.execute(
        "SELECT state, ended_by, ended_at FROM work_item WHERE case_id = %s AND task = %s", (case_id, task)
    ).fetchone()
    return dict(zip(("state", "ended_by", "ended_at"), row, strict=True)) if row else {}


def state_of(case: Loaded) -> CaseState | None:
    """What the engine goes on with; None for a case to be started."""
    if case.state is None or case.facts is None or case.opened_at is None:
        return None
    return CaseState(
        case_id=case.case_id, number=case.number, definition=case.facts["definition"], status=case.facts["status"],
        opened_at=case.opened_at, blob=case.state, file=case.file or {},
    )  # fmt: skip
