"""The figures of published logs come out of our import. The files are not part of the product; their absence is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.database.connections import Connection
from webapp.foreignlogs import logs, mapping, reading, source
from webapp.foreignlogs.mapping import Columns
from webapp.mining import follows, rework, variants
from webapp.workers.drain import run_waiting_jobs

FILES = Path(__file__).parents[4] / "shared" / "data" / "event_logs"


def taken(connection: Connection, name: str, columns: Columns | None = None) -> int:
    """The id of the imported log."""
    path = FILES / name
    if not path.exists():
        pytest.skip(f"{name} is not here: figures of known logs are NOT checked")
    with path.open("rb") as stream:
        log = logs.add(connection, stream, name, None)
    said = connection.execute("SELECT mapping FROM foreign_log WHERE id = %s", (log,)).fetchone()
    logs.begin(connection, log, columns or mapping.from_json(said[0]))  # type: ignore[index, arg-type]
    run_waiting_jobs()
    return log


def figures(connection: Connection, log: int) -> tuple[object, ...]:
    row = connection.execute(
        "SELECT state, cases, events, activities, resources, report FROM foreign_log WHERE id = %s", (log,)
    ).fetchone()
    assert row is not None
    return row


def test_helpdesk_has_its_4580_cases_and_21348_events(connection: Connection) -> None:
    log = taken(connection, "helpdesk.xes.gz")
    assert figures(connection, log) == ("ready", 4580, 21348, 14, 22, {"rejected": 0, "first": []})
    history = reading.read(connection, log, None, says_end=False)
    found = variants.variants(history.traces)
    assert (len(found), len(found[0].cases)) == (226, 2366)
    assert found[0].way == ("Assign seriousness", "Take in charge ticket", "Resolve ticket", "Closed")
    assert found[-1].together == 1.0


def test_receipt_has_1434_cases_8577_events_and_389_of_1329_late(connection: Connection) -> None:
    log = taken(connection, "receipt.csv")
    assert figures(connection, log) == ("ready", 1434, 8577, 27, 48, {"rejected": 0, "first": []})
    history = reading.read(connection, log, None, says_end=True)
    judged = [trace.late for trace in history.traces if trace.late is not None]
    assert (sum(judged), len(judged)) == (389, 1329)
    assert len(variants.variants(history.traces)) == 116
    assert rework.bounces(history.traces, lambda step: step.who)
    graph = follows.graph(history.traces)
    assert graph.shown == 1.0
    assert sum(arc.times for arc in graph.arcs) == 8577 + 1434


def test_fines_are_read_with_the_columns_guessed(connection: Connection) -> None:
    log = taken(connection, "traffic_fines.csv")
    state, cases, *_ = figures(connection, log)
    assert (state, cases) == ("ready", 10_000)


def test_columns_of_receipt_are_guessed() -> None:
    if not (FILES / "receipt.csv").exists():
        pytest.skip("receipt.csv is not here: guessing is NOT checked on it")
    guessed = mapping.guess(source.sample(FILES / "receipt.csv").rows)
    assert (guessed.case, guessed.activity, guessed.time) == ("case:concept:name", "concept:name", "time:timestamp")
    assert (guessed.due, guessed.ended, guessed.unit) == ("case:enddate_planned", "case:enddate", "org:group")
