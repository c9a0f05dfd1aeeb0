"""How fast any moment of a very long case is shown again: events, folded, with clocks, readers and the step's interventions."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from engine.now import at
from webapp.audit.chain import GENESIS, event_hash, moment
from webapp.bench.durable import file_requests
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database
from webapp.casework import frames
from webapp.casework.past import past
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection

OPENING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVENTS = 10_000
BUDGET = 1.0
PLACES = (1.0, 0.37, 0.999, 0.5, 0.01, 0.75)
"""Where in the history to look; the first look finds nothing kept."""
NUMBER = "long-1"
COPY = "COPY case_event (case_id, seq, at, kind, data, actor, command_id, prev_hash, hash) FROM STDIN"
CASE = """
    INSERT INTO "case" SELECT (jsonb_populate_record(c, jsonb_build_object('id', %(id)s::bigint, 'number', %(number)s::text,
        'external_id', %(number)s::text, 'version', %(version)s::bigint, 'head_hash', '\\x' || %(head)s::text))).*
    FROM "case" c WHERE c.id = %(model)s
"""


def measure(config: Config) -> list[Measurement]:
    """The slowest of some moments all over a case of 10,000 events."""
    with demo_database(config), connections.take() as connection, at(OPENING):
        (model,) = file_requests(1, until=OPENING)
        case_id = long_case(connection, model, EVENTS)
        frames.forget()
        seconds, busy = [], []
        for place in PLACES:
            start, begun = time.perf_counter(), time.process_time()
            past(connection, case_id, NUMBER, int(EVENTS * place))
            seconds.append(time.perf_counter() - start)
            busy.append(time.process_time() - begun)
    later = max(seconds[1:])
    note = f"first look at the last event {seconds[0]:.2f} s, then {later:.3f} s at most; frames every {frames.EVERY} events"
    note += f"; {max(busy):.2f} s of processor time at most"
    return [
        Measurement(name="any moment of a 10,000-event case", value=round(max(seconds), 3), unit="s", budget=BUDGET, note=note)
    ]


def long_case(connection: Connection, model: int, events: int) -> int:
    """A case with the model's events, then its tasks taken, given back, prolonged and corrected over and over; its id."""
    pattern = connection.execute(
        "SELECT at, kind, data, actor, command_id FROM case_event WHERE case_id = %s ORDER BY seq", (model,)
    ).fetchall()
    case_id, head, seq = 2_000_000, GENESIS, 0
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for seq, (when, kind, data, actor, command_id) in enumerate(_events(pattern, events), 1):
            digest = event_hash(
                case_id=case_id,
                seq=seq,
                at=moment(when),
                kind=kind,
                data=data,
                actor=actor,
                command_id=command_id,
                prev_hash=head,
            )
            copy.write_row((case_id, seq, when, kind, orjson.dumps(data).decode(), actor, command_id, head, digest))
            head = digest
    connection.execute(CASE, {"id": case_id, "number": NUMBER, "version": seq, "head": head.hex(), "model": model})
    connection.execute("ANALYZE case_event")
    return case_id


def _events(pattern: list[Any], events: int) -> Any:
    """The model case up to its last open task, then rounds of handling as months of work bring them."""
    task = next(data for _, kind, data, *_ in reversed(pattern) if kind == "TaskCreated")
    clock = next(data for _, kind, data, *_ in reversed(pattern) if kind == "ClockStarted")
    yield from pattern
    when = pattern[-1][0]
    for number in range(events - len(pattern)):
        when += timedelta(minutes=7)
        yield (when, *_round(number, task, clock, when), "user:1", f"long-{number // 2}")


def _round(number: int, task: Any, clock: Any, when: datetime) -> tuple[str, dict[str, Any]]:
    about = {"task": task["task"], "element": task["element"]}
    due = moment(when + timedelta(days=3))
    match number % 6:
        case 0:
            return "TaskClaimed", {**about, "assignee": 1 + number % 5}
        case 1:
            return "FileChanged", {
                "element": task["element"],
                "changes": {f"visit_{number % 20}": {"text": "到现场查看", "n": number}},
            }
        case 2:
            return "TaskAssigned", {**about, "assignee": 6 + number % 3}
        case 3:
            return "ClockExtended", {
                "clock": clock["clock"], "run": clock["run"], "by": "1wd", "reason": "复杂", "old_due_at": due, "due_at": due,
                "provisional": False, "excused": False,
            }  # fmt: skip
        case 4:
            return "FactsChanged", {"changes": {"title": f"第{number}次协调"}}
        case _:
            return "TaskReleased", about
