"""A case as it was at a moment of its past: its read models folded from the events up to then, and its file as the engine makes
it of the commands behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.audit.chain import moment
from webapp.casework import directory
from webapp.casework.readmodel import Row
from webapp.casework.rebuild import fold
from webapp.casework.replaying import replay_case
from webapp.database.connections import Connection

EVENTS = "SELECT seq, at, kind, data, actor FROM case_event WHERE case_id = %s AND seq <= %s ORDER BY seq"
LAST_BEFORE = "SELECT max(seq) FROM case_event WHERE case_id = %s AND at <= %s"
END_OF_STEP = "SELECT last_seq FROM command WHERE case_id = %s AND %s BETWEEN first_seq AND last_seq"
CASE_COLUMNS = ("process", "definition", "status", "outcome", "title", "phase", "unit", "tier", "opened_at", "closed_at")
WORK_COLUMNS = ("task", "element", "phase", "role", "unit", "assignee_id", "due_at", "created_at")
CLOCK_COLUMNS = ("name", "run", "state", "time_limit", "unit", "started_at", "due_at", "breached_at")
OPENS = {"TaskCreated": "task", "JobCreated": "job", "TimerScheduled": "timer", "MessageAwaited": "subscription"}
CLOSES = {
    "TaskCompleted": "task", "TaskCancelled": "task", "JobCompleted": "job", "JobFailed": "job", "JobCancelled": "job",
    "TimerFired": "timer", "TimerCancelled": "timer", "MessageUnawaited": "subscription",
}  # fmt: skip


class NotYetBegun(LookupError):
    """The case began after this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """After event `seq`, which happened `at` (UTC). `tokens`: elements where the case stood. `file`: after the whole
    step that event `seq` belongs to; None when today's engine does not come that far. `is_proven`: the engine made the same
    events of the same commands up to here."""

    number: str
    seq: int
    at: datetime
    last_event: str
    case: Mapping[str, Any]
    work: Sequence[Row]
    clocks: Sequence[Row]
    incidents: Sequence[Row]
    tokens: tuple[str, ...]
    file: Mapping[str, Any] | None
    is_proven: bool

    def plain(self) -> dict[str, Any]:
        """For JSON: times as RFC 3339 text in UTC."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return _plain({**found, "tokens": list(self.tokens)})  # type: ignore[no-any-return]


def seq_at(connection: Connection, case_id: int, at: datetime) -> int:
    """Number of the last event at or before a moment (aware). Raises NotYetBegun."""
    row = connection.execute(LAST_BEFORE, (case_id, at)).fetchone()
    if row is None or row[0] is None:
        raise NotYetBegun(case_id)
    return int(row[0])


def past(connection: Connection, case_id: int, number: str, seq: int) -> Past:
    """The case after its event `seq`, or after its last one. Raises NotYetBegun for a case without events up to there."""
    events = connection.execute(EVENTS, (case_id, seq)).fetchall()
    if not events:
        raise NotYetBegun(case_id)
    model = fold(case_id, events, directory.load(connection))
    last_seq, at, last_kind = events[-1][0], events[-1][1], events[-1][2]
    step = connection.execute(END_OF_STEP, (case_id, last_seq)).fetchone()
    played = replay_case(connection, case_id, number, until=int(step[0]) if step else int(last_seq))  # type: ignore[call-overload]
    return Past(
        number=number, seq=int(last_seq), at=at, last_event=str(last_kind),
        case={name: model.case.get(name) for name in CASE_COLUMNS},
        work=_columns(model.open["work_item"].values(), WORK_COLUMNS),
        clocks=_columns(model.open["clock"].values(), CLOCK_COLUMNS),
        incidents=_columns(model.open["incident"].values(), ("incident", "element", "kind", "message", "raised_at")),
        tokens=_tokens(events), file=played.state.file if played.state and not played.stopped else None, is_proven=played.proven,
    )  # fmt: skip


def _tokens(events: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    here: dict[tuple[str, int], str] = {}
    for _, _, kind, data, _ in events:
        if kind in OPENS:
            here[OPENS[kind], data[OPENS[kind]]] = data["element"]
        elif kind in CLOSES:
            here.pop((CLOSES[kind], data[CLOSES[kind]]), None)
        elif kind in {"CaseCompleted", "CaseCancelled"}:
            here.clear()
    return tuple(dict.fromkeys(here.values()))


def _columns(rows: Any, columns: Sequence[str]) -> list[Row]:
    return [{name: row.get(name) for name in columns} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return moment(value) if isinstance(value, datetime) else value
