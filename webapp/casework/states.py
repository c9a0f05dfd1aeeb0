"""The stored state and case file of a case against those that its history makes: by the engine where it still makes the same
events, and else by the events alone. The bytes of a state are compared as what they say: entries of an object have no order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from engine.engine import Engine
from engine.errors import Rejection
from engine.now import now
from engine.replay import replay
from engine.state import CaseState
from webapp.audit import log
from webapp.audit.history import Break
from webapp.audit.verify import chains
from webapp.casework import replaying
from webapp.casework.frames import frame_at
from webapp.casework.projections import UnitsAt
from webapp.casework.rows_compared import Difference, compared
from webapp.database.connections import Connection
from webapp.organisation.eras import Eras

Engines = Callable[[datetime], Engine]

STORED = 'SELECT id, number, definition, status, opened_at, version, head_hash, state, file FROM "case" WHERE id = ANY(%s)'
HISTORY = """
    SELECT e.command_id, k.kind, e.at, e.kind, e.data FROM case_event e LEFT JOIN command k ON k.id = e.command_id
    WHERE e.case_id = %s ORDER BY e.seq
"""
MEND = 'UPDATE "case" SET state = %s, file = %s WHERE id = %s'


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A case as its row says; `state` is the blob of the engine."""

    case_id: int
    number: str
    definition: str
    status: str
    opened_at: datetime
    version: int
    head: bytes
    state: bytes
    file: Mapping[str, Any]


def stored(connection: Connection, ids: Sequence[int], *, lock: bool = False) -> dict[int, Stored]:
    """By id. `lock`: nobody writes them until the transaction ends."""
    rows = connection.execute(f"{STORED} ORDER BY id FOR UPDATE" if lock else STORED, ([*ids],)).fetchall()
    return {
        row[0]: Stored(  # type: ignore[misc]
            case_id=row[0], number=row[1], definition=row[2], status=row[3], opened_at=row[4], version=row[5],  # type: ignore[arg-type]
            head=bytes(row[6]), state=bytes(row[7]), file=row[8],  # type: ignore[arg-type]
        )
        for row in rows
    }  # fmt: skip


def played(connection: Connection, one: Stored, rows: Sequence[tuple[Any, ...]], engines: Engines) -> CaseState | None:
    """What the engine makes of the commands behind `rows` (see HISTORY); None: it would make other events than those recorded."""
    replaying.bring(connection, (data["definition" if kind == "CaseStarted" else "after"] for *_, kind, data in rows
                                 if kind in ("CaseStarted", "CaseMigrated")))  # fmt: skip
    try:
        found = replay(replaying.recorded(rows), engines, case_id=one.case_id, number=one.number, whole=False)
    except Rejection:
        return None
    return found.state if found.proven else None


def differences(one: Stored, made: CaseState) -> Iterator[Difference]:
    """Of what is stored from what the engine made."""
    if not _same(one.state, made.blob):
        yield compared(one.case_id, "case", "", "state", _text(one.state), _text(made.blob))
    yield from _of_files(one, made.file)


def told_otherwise(connection: Connection, one: Stored, engine: Engine, units: UnitsAt) -> Iterator[Difference]:
    """Where the engine of today makes other events: file and open work by the events alone. What only the engine knows (how often
    a loop went round) stays unproven. `units`: as they were at a moment."""
    frame, _ = frame_at(connection, one.case_id, one.version, units)
    yield from _of_files(one, frame.file)
    state = CaseState(
        case_id=one.case_id, number=one.number, definition=one.definition, status=one.status, opened_at=one.opened_at,
        blob=one.state, file=one.file,
    )  # fmt: skip
    try:
        waits = sorted(f"{work.no} {work.element}" for work in engine.open_work(state))
    except Exception as broken:  # a state that somebody wrote over may fail in any way
        waits = [type(broken).__name__]
    open_by_events = sorted(f"{number} {element}" for (_, number), element in frame.here.items())
    if waits != open_by_events:
        yield compared(one.case_id, "case", "", "state", ", ".join(waits), ", ".join(open_by_events))


@dataclass(slots=True)
class Mended:
    """Numbers of cases. `unproven`: what is stored differs, but the history is broken, ends elsewhere, or the engine of today
    makes other events of it, so it was left as it is."""

    mended: list[str]
    unproven: list[str]


def mend(connection: Connection, told: Callable[[int], None] = lambda cases: None) -> Mended:
    """Put back every state and case file that differs from what the engine makes of the history, if the history holds: chain
    unbroken, ending where the case says. Each in a transaction and in the office's log, with digests of what stood there."""
    found, eras = Mended([], []), Eras.of(connection)
    engines = replaying.engines(connection, eras)
    ids = [int(row[0]) for row in connection.execute('SELECT id FROM "case" ORDER BY id').fetchall()]  # type: ignore[call-overload]
    for done, case_id in enumerate(ids, 1):
        with connection.transaction():
            _mend_one(connection, case_id, engines, eras.at, found)
        told(done)
    return found


def _mend_one(connection: Connection, case_id: int, engines: Engines, units: UnitsAt, found: Mended) -> None:
    one = stored(connection, [case_id], lock=True)[case_id]
    rows = connection.execute(HISTORY, (case_id,)).fetchall()
    made = played(connection, one, rows, engines)
    if made is None:
        if any(told_otherwise(connection, one, engines(now()), units)):
            found.unproven.append(one.number)
        return
    if not any(differences(one, made)):
        return
    if _broken(connection, case_id) or len(rows) != one.version:
        found.unproven.append(one.number)
        return
    connection.execute(MEND, (made.blob, orjson.dumps(made.file).decode(), case_id))
    found.mended.append(one.number)
    log.record(connection, "state_mended", "system", {
        "case": case_id, "events": one.version, "state_before": _digest(one.state), "state_after": _digest(made.blob),
        "file_entries": _differing(one.file, made.file),
    })  # fmt: skip


def _broken(connection: Connection, case_id: int) -> Break | None:
    return next(verdict.broken for verdict in chains(connection, case_id))


def _of_files(one: Stored, made: Mapping[str, Any]) -> Iterator[Difference]:
    for name in _differing(one.file, made)[:1]:
        yield compared(one.case_id, "case", "", f"file.{name}", one.file.get(name), made.get(name))


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Names of entries that are not the same; an entry without a value is not the same as no entry."""
    return [name for name in {**one, **other} if (name in one, one.get(name)) != (name in other, other.get(name))]


def _same(one: bytes, other: bytes) -> bool:
    return one == other or _ordered(one) == _ordered(other)


def _ordered(blob: bytes) -> bytes:
    """The blob with the entries of its objects in order; as it is when it is no JSON."""
    try:
        return orjson.dumps(orjson.loads(blob), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONDecodeError:
        return blob


def _digest(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


def _text(blob: bytes) -> str:
    return blob.decode(errors="replace")
