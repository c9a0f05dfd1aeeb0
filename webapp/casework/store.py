"""The two statements of a step: read everything, write everything. No lock is held in between: the write checks the version."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from psycopg.rows import dict_row

from engine.commands import Command
from engine.events import Event
from webapp.audit.chain import GENESIS, event_hash, moment
from webapp.casework.effects import HAND_OVER_MESSAGES, effects_of, queued
from webapp.casework.heard import Staff, heard
from webapp.casework.projections import Occasion, project
from webapp.casework.readmodel import ReadModel
from webapp.casework.recorded import encode
from webapp.database.connections import Connection

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 and I: people read query codes aloud."""
CODE_LENGTH = 8


def _sql(name: str) -> str:
    return (files("webapp.casework") / "sql" / f"{name}.sql").read_text()


LOAD_CASE, OPEN_CASE, RECORDED_COMMAND = _sql("load_case"), _sql("open_case"), _sql("recorded_command")
NEW_CASE, OLD_CASE = _sql("insert_case"), _sql("update_case")
PARTS = dict(part.split("\n", 1) for part in _sql("record_step").split("-- part: ")[1:])
CALLS = {"jobs": "queued", "awaits": "reminded"}
"""Parts that call a function: read in the final SELECT, otherwise PostgreSQL would not run them."""


@cache
def _statement(head: str, parts: tuple[str, ...]) -> str:
    """One statement of the parts that have something to write. There are a few dozen, and each connection prepares its own."""
    results = ["(SELECT id FROM changed)", *(f"(SELECT ids FROM {CALLS[part]})" for part in parts if part in CALLS)]
    return f"{', '.join((head, *(PARTS[part] for part in parts)))}SELECT {', '.join(results)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A case as stored, or the id of one to be started (`state` None). `handled_by`: (unit, user id) of finished
    handling tasks. `recused`: user ids."""

    case_id: int
    revisions: Mapping[str, int]
    is_done: bool
    number: str = ""
    version: int = 0
    state: bytes | None = None
    file: Mapping[str, Any] | None = None
    head_hash: bytes = GENESIS
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    facts: Mapping[str, Any] | None = None
    open_rows: Mapping[str, Any] | None = None
    handled_by: frozenset[tuple[str, int | None]] = frozenset()
    recused: frozenset[int] = frozenset()

    def model(self) -> ReadModel:
        case = {**(self.facts or {}), "opened_at": self.opened_at, "closed_at": self.closed_at}
        return ReadModel.of(self.case_id, case, **(self.open_rows or {}))


def load(connection: Connection, command: Command, case_id: int | None) -> Loaded | None:
    """The case, or a place for a new one when `case_id` is None. None: there is no such case."""
    with connection.cursor(row_factory=dict_row) as cursor:
        if case_id is None:
            row = cursor.execute(OPEN_CASE, {"command_id": command.command_id}).fetchone()
            return Loaded(case_id=row["id"], revisions=row["revisions"], is_done=row["is_done"]) if row else None
        row = cursor.execute(LOAD_CASE, {"command_id": command.command_id, "case_id": case_id}).fetchone()
    if row is None:
        return None
    return Loaded(
        case_id=row["id"], number=row["number"], version=row["version"], state=row["state"], file=row["file"],
        head_hash=row["head_hash"], facts=row["facts"], opened_at=row["opened_at"], closed_at=row["closed_at"],
        open_rows={name: row[name] for name in ("work_item", "clock", "incident", "clearance_entry")},
        handled_by=frozenset((unit, user) for unit, user in row["handled_by"] or ()),
        recused=frozenset(row["recused"]), revisions=row["revisions"], is_done=row["is_done"],
    )  # fmt: skip


def recorded_command(connection: Connection, command_id: str) -> tuple[int, str, int, str, list[Any]] | None:
    """(case id, number, version, kind of the command, [[kind, data] ...]) of a command that was carried out."""
    return connection.execute(RECORDED_COMMAND, {"command_id": command_id}).fetchone()  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to write: the outcome of Engine.handle and the circumstances of the command."""

    command: Command
    actor: str
    at: datetime
    number: str
    state: bytes
    file: Mapping[str, Any]
    events: tuple[Event, ...]
    rings: timedelta | None = None
    """how little time rings, see engine.ringing"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A step as rows. `values`: the case row; `rows`: what each part of the statement writes (True for parts without rows)."""

    values: Mapping[str, Any]
    rows: Mapping[str, Any]


def save(connection: Connection, before: Loaded, step: Step, staff: Staff) -> int | None:
    """Write the step; the new version. None: somebody else was faster and nothing was written.

    Raises psycopg.errors.UniqueViolation when the same command id is being carried out at the same time."""
    writing = prepared(before, step, staff)
    parts = tuple(part for part in PARTS if part == "told" or writing.rows.get(part))
    statement = _statement(NEW_CASE if before.version == 0 else OLD_CASE, parts)
    rows = {part: _json(writing.rows[part]) for part in parts if part in writing.rows}
    written = connection.execute(statement, {**writing.values, **rows}).fetchone()
    return writing.values["version"] if written and written[0] is not None else None


def prepared(before: Loaded, step: Step, staff: Staff) -> Writing:
    """Fold the events into the open rows, chain their hashes, gather their effects."""
    model = before.model()
    at, command_id, head = moment(step.at), step.command.command_id, before.head_hash
    rows, numbered = [], list(enumerate(step.events, before.version + 1))
    for seq, event in numbered:
        project(event, Occasion(seq=seq, at=step.at, actor=step.actor, units=staff), model)
        kind, data = type(event).__name__, encode(event)
        digest = event_hash(
            case_id=before.case_id, seq=seq, at=at, kind=kind, data=data, actor=step.actor, command_id=command_id, prev_hash=head
        )
        rows.append({
            "case_id": before.case_id, "seq": seq, "at": at, "kind": kind, "data": data, "actor": step.actor,
            "command_id": command_id, "prev_hash": rf"\x{head.hex()}", "hash": rf"\x{digest.hex()}",
        })  # fmt: skip
        head = digest
    effects = effects_of(before.case_id, numbered, step.at)
    told = heard(numbered, model, at=step.at, actor=step.actor, handled_by=before.handled_by, staff=staff, within=step.rings)
    values = {
        "case_id": before.case_id, "expected": before.version, "version": before.version + len(numbered), "at": step.at,
        "query_code": query_code() if before.version == 0 else None, "state": step.state, "head_hash": head,
        "file": None if step.file is before.file or step.file == before.file else _json(step.file), "facts": _json(model.case),
        "due_at": model.due_at, "command_id": command_id, "command": type(step.command).__name__,
        "reminder": _json(queued(HAND_OVER_MESSAGES, case_id=before.case_id)),
    }  # fmt: skip
    written = {table: model.rows(table) for table in model.changed}
    return Writing(values=values, rows={
        **written, "events": rows, "disarmed": [] if model.is_closed else model.gone("due_timer"), "closed": model.is_closed,
        "told_people": told.people, "told_watchers": told.watchers, "told_seats": told.seats,
        "told_over": told.over, "links": effects.links, "messages": effects.messages,
        "jobs": effects.jobs, "awaits": effects.awaits,
    })  # fmt: skip


def query_code() -> str:
    """The secret a requester follows the case with, next to its number."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()
