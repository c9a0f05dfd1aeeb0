"""Any moment of a case can be looked at again: it is what pages and database showed then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.now import now
from tests.support import town
from webapp.casework.past import NotYetBegun, Past, agrees, past, seq_at
from webapp.database.connections import Connection
from webapp.workers.drain import run_waiting_jobs


def seen(connection: Connection, case_id: int) -> dict[str, Any]:
    """What the database says of a case now."""
    case = connection.execute('SELECT status, phase, unit, closed_at, file FROM "case" WHERE id = %s', (case_id,)).fetchone()
    work = connection.execute(
        "SELECT task, element, assignee_id, due_at FROM work_item WHERE case_id = %s AND state = 'open' ORDER BY task", (case_id,)
    ).fetchall()
    clocks = connection.execute(
        "SELECT name, run, state, due_at FROM clock WHERE case_id = %s AND state <> 'stopped' ORDER BY name, run", (case_id,)
    ).fetchall()
    return {"case": case, "work": work, "clocks": clocks}


def told(then: Past) -> dict[str, Any]:
    """The same of a moment of the past."""
    case = (*(then.case[name] for name in ("status", "phase", "unit", "closed_at")), then.file)
    work = sorted((row["task"], row["element"], row["assignee_id"], row["due_at"]) for row in then.work)
    clocks = sorted((row["name"], row["run"], row["state"], row["due_at"]) for row in then.clocks)
    return {"case": case, "work": work, "clocks": clocks}


def test_every_moment_is_as_it_was(connection: Connection, clock: Any) -> None:
    town.build(connection)
    receipt = town.start()
    case, then = receipt.case_id, {}
    then[receipt.version, now()] = seen(connection, case)
    for by, answers in ((town.CLERK, {}), (town.CALLER, {"satisfied": True})):
        clock.move(timedelta(hours=3))
        receipt = town.complete(case, by, **answers)
        then[receipt.version, now()] = seen(connection, case)
        clock.move(timedelta(minutes=1))
        run_waiting_jobs()
    number = receipt.number
    assert len(then) == 3
    for (seq, at), was in then.items():
        looked = past(connection, case, number, seq)
        assert told(looked) == was
        assert agrees(connection, looked, case)
        assert seq_at(connection, case, at) == seq
        assert looked.plain()["number"] == number
    assert past(connection, case, number, 10_000).tokens == ()


def test_between_two_moments_the_earlier_one_stands(connection: Connection, clock: Any) -> None:
    town.build(connection)
    receipt = town.start()
    clock.move(timedelta(hours=3))
    town.complete(receipt.case_id, town.CLERK)
    assert seq_at(connection, receipt.case_id, now() - timedelta(hours=1)) == receipt.version


def test_before_the_beginning_there_is_nothing(connection: Connection, clock: Any) -> None:
    town.build(connection)
    case = town.start().case_id
    with pytest.raises(NotYetBegun):
        seq_at(connection, case, now() - timedelta(seconds=1))
    with pytest.raises(NotYetBegun):
        past(connection, case, "", 0)
