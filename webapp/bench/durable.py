"""A completed user task, durably, beside a bare transaction that writes the same rows.

Both run in turn on the same cases of the demo city, so whatever disturbs the machine disturbs both alike."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from engine.commands import CompleteTask
from engine.errors import Rejection
from engine.now import at, now
from webapp.bench import bare
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database, shadow_tables
from webapp.bench.trips import round_trips
from webapp.casework import runtime, store
from webapp.casework.actors import Actor
from webapp.casework.execute import execute, state_of
from webapp.casework.store import Step, Writing
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.requests import invent
from webapp.demo.taxonomy import leaves
from webapp.importing.filing import file_request
from webapp.simulation import callers
from webapp.simulation.people import NobodyThere, People
from webapp.simulation.views import views

OPENING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MORNING = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
ROUND_TRIPS_ALLOWED = 12
SHARE_WANTED = 0.5
SEED = 11
WARM_UP = 20


@dataclass(slots=True)
class _Times:
    """Seconds of each completion, whole and bare, and round trips of the last few."""

    full: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    trips: list[int] = field(default_factory=list)


def measure(config: Config, *, cases: int = 100, rounds: int = 4) -> list[Measurement]:
    """Drive `cases` demo complaints through up to `rounds` user tasks each, in a database of its own."""
    with demo_database(config), at(MORNING):
        ids = file_requests(cases, until=MORNING)
        times = _timed(ids, rounds)
    whole, plain = median(times.full[WARM_UP:]), median(times.bare[WARM_UP:])
    note = f"{len(times.full)} completions, median {whole * 1e3:.2f} ms; bare {plain * 1e3:.2f} ms"
    return [
        Measurement(
            name="durable task completion", value=round(plain / whole, 2), unit="share of the bare rate", budget=SHARE_WANTED,
            higher_is_better=True, ratio=round(plain / whole, 2), against="bare transaction", note=note,
        ),
        Measurement(name="round trips per completion", value=max(times.trips), unit="round trips", budget=ROUND_TRIPS_ALLOWED),
    ]  # fmt: skip


def file_requests(count: int, *, until: datetime) -> list[int]:
    """Ids of new complaints, filed between OPENING and `until`."""
    filed = []
    for request in invent(count, seed=SEED, since=min(OPENING, until), until=until):
        with connections.take() as connection, connection.transaction():
            filed.append(file_request(request, connection=connection).case_id)
    return filed


def _timed(ids: list[int], rounds: int) -> _Times:
    times, chance = _Times(), random.Random(SEED)
    with connections.take() as connection:
        shadow_tables(connection)
        connection.execute('INSERT INTO bare."case" SELECT * FROM "case"')
        categories = [entry.code for entry in leaves()]
        people = People(
            seed=SEED, runtime=runtime.current(connection), phrases=callers.enrol().phrases, categories=categories
        )  # fmt: skip
        for _ in range(rounds):
            for case in views(connection, ids):
                for task in list(case.tasks.values())[:1]:
                    try:
                        command, by = people.act(case, task, now())
                        _one(connection, case.case_id, command, by, times, chance)
                    except (Rejection, NobodyThere):
                        continue
    return times


def _one(connection: Connection, case_id: int, command: CompleteTask, by: Actor, times: _Times, chance: random.Random) -> None:
    """Time both, in random order. `connection` is the bare transaction's own; execute borrows another."""
    writing = _dry_run(connection, case_id, command, by)

    def whole() -> None:
        execute(command, by, case_id=case_id)

    both: list[Callable[[], None]] = [
        lambda: times.full.append(_seconds(whole)),
        lambda: times.bare.append(_seconds(lambda: bare.write(connection, writing))),
    ]
    if len(times.full) < WARM_UP:
        both[0] = lambda: (times.trips.append(round_trips(whole)), times.full.append(0.0))  # type: ignore[func-returns-value]
    chance.shuffle(both)
    for one in both:
        one()


def _dry_run(connection: Connection, case_id: int, command: CompleteTask, by: Actor) -> Writing:
    """The rows the step will write."""
    before = store.load(connection, command, case_id)
    assert before is not None
    active = runtime.current(connection, before.revisions)
    decided = active.engine.handle(state_of(before), command)
    step = Step(
        command=command, actor=by.label, at=now(), number=before.number, state=decided.state.blob, file=decided.state.file,
        events=decided.events,
    )  # fmt: skip
    return store.prepared(before, step, active.directory)


def _seconds(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
