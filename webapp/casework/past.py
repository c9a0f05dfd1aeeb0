"""A case as it was at a moment of its past, from its events alone: state, file, open work, clocks, tokens, who could see it, and
what the step did that led there. `bihuan cases replay NUMBER` proves besides that the engine makes the same events again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.limits import Limit
from webapp.audit.chain import moment
from webapp.calendars import loading
from webapp.casework.frames import Frame, NotYetBegun, frame_at, rows_between
from webapp.casework.interventions import Intervention, intervention
from webapp.casework.readers import Reader, readers_of
from webapp.casework.readmodel import Row
from webapp.casework.replaying import replay_case
from webapp.database.connections import Connection
from webapp.organisation.eras import Eras

__all__ = ["NotYetBegun", "Past", "Step", "agrees", "past", "seq_at"]

LAST_BEFORE = "SELECT max(seq) FROM case_event WHERE case_id = %s AND at <= %s"
STEP = """
    SELECT min(e.seq), max(e.seq), min(e.actor), (SELECT k.kind FROM command k WHERE k.id = e.command_id),
        (SELECT max(seq) FROM case_event WHERE case_id = %(case)s)
    FROM case_event e WHERE e.case_id = %(case)s AND e.command_id = (
        SELECT command_id FROM case_event WHERE case_id = %(case)s AND seq <= %(seq)s ORDER BY seq DESC LIMIT 1
    ) GROUP BY e.command_id
"""
CASE_COLUMNS = (
    "process", "definition", "status", "outcome", "title", "category", "urgency", "channel", "place", "phase", "unit", "tier",
    "compartment", "about_unit", "opened_at", "closed_at",
)  # fmt: skip
WORK_COLUMNS = ("task", "element", "phase", "role", "unit", "assignee_id", "priority", "due_at", "created_at", "taken_at")
CLOCK_COLUMNS = (
    "name", "run", "state", "time_limit", "calendar", "unit", "started_at", "due_at", "provisional", "breached_at",
    "excused",
)  # fmt: skip
INCIDENT_COLUMNS = ("incident", "element", "kind", "message", "raised_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one command did up to the moment: events `first_seq` to `last_seq` are all of it, `events` those up to the moment as
    {"seq", "kind", "data"}. `command`: its kind; None for histories older than that record."""

    first_seq: int
    last_seq: int
    actor: str
    command: str | None
    events: Sequence[Mapping[str, Any]]
    interventions: Sequence[Intervention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """After event `seq`, which happened `at` (UTC); `last`: number of the newest event of the case today. `tokens`: elements
    where the case stood; `passed`: elements it went through. `clocks`: with `left`, what was left of the promise in its own unit,
    negative when late. `readers`: who could see it."""

    number: str
    seq: int
    last: int
    at: datetime
    last_event: str
    definition: str
    case: Mapping[str, Any]
    file: Mapping[str, Any]
    work: Sequence[Row]
    clocks: Sequence[Row]
    incidents: Sequence[Row]
    tokens: tuple[str, ...]
    passed: tuple[str, ...]
    readers: Sequence[Reader]
    step: Step

    def plain(self) -> dict[str, Any]:
        """For JSON: times as RFC 3339 text in UTC."""
        return _plain(self)  # type: ignore[no-any-return]


def seq_at(connection: Connection, case_id: int, at: datetime) -> int:
    """Number of the last event at or before a moment (aware). Raises NotYetBegun."""
    row = connection.execute(LAST_BEFORE, (case_id, at)).fetchone()
    if row is None or row[0] is None:
        raise NotYetBegun(case_id)
    return int(row[0])


def past(connection: Connection, case_id: int, number: str, seq: int) -> Past:
    """The case after its event `seq`, or after its last one. Raises NotYetBegun for a case without events up to there."""
    step = connection.execute(STEP, {"case": case_id, "seq": seq}).fetchone()
    if step is None:
        raise NotYetBegun(case_id)
    first_seq, last_seq, actor, command, last = step
    eras = Eras.of(connection)
    frame, projector = frame_at(connection, case_id, int(first_seq) - 1, eras.at)  # type: ignore[call-overload]
    stood, events, interventions = frame.tokens, [], []
    for row in rows_between(connection, case_id, frame.seq, seq):
        if found := intervention(frame, row, stood):
            interventions.append(found)
        projector.move(frame, row)
        events.append({"seq": row[0], "kind": row[2], "data": row[3]})
    assert frame.at is not None
    return Past(
        number=number, seq=frame.seq, last=int(last), at=frame.at, last_event=frame.last_event, definition=frame.definition,  # type: ignore[call-overload]
        case=_columns([frame.model.case], CASE_COLUMNS)[0], file=frame.file, tokens=frame.tokens, passed=tuple(frame.passed),
        work=_columns(frame.model.open["work_item"].values(), WORK_COLUMNS), clocks=_clocks(connection, frame),
        incidents=_columns(frame.model.open["incident"].values(), INCIDENT_COLUMNS),
        readers=readers_of(connection, case_id, frame, frame.at, eras.at(frame.at)),
        step=Step(
            first_seq=int(first_seq), last_seq=int(last_seq), actor=str(actor), command=str(command) if command else None,  # type: ignore[call-overload]
            events=events, interventions=interventions,
        ),
    )  # fmt: skip


def agrees(connection: Connection, then: Past, case_id: int) -> bool:
    """Whether the engine of today makes the same events, and the same case file, of the commands up to the end of this step."""
    played = replay_case(connection, case_id, then.number, until=then.step.last_seq)
    return played.proven and played.state is not None and (then.seq < then.step.last_seq or played.state.file == then.file)


def _clocks(connection: Connection, frame: Frame) -> list[Row]:
    rows = _columns(frame.model.open["clock"].values(), CLOCK_COLUMNS)
    assert frame.at is not None
    calendars = loading.load(connection, frame.at) if rows else {}
    for row in rows:
        paused = frame.left.get((row["name"], row["run"]))
        calendar = calendars[str(row["calendar"]).partition("@")[0]]
        unit = Limit.parse(row["time_limit"]).unit
        row["left"] = paused if row["due_at"] is None else str(calendar.elapsed(frame.at, row["due_at"], unit))
    return rows


def _columns(rows: Any, columns: Sequence[str]) -> list[Row]:
    return [{name: row.get(name) for name in columns} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, Past | Step | Intervention | Reader):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return moment(value) if isinstance(value, datetime) else value
