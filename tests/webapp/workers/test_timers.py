"""Timers fire once, and a case that cannot fire holds up nobody."""

import threading
from datetime import timedelta

import pytest

from engine.now import Traveller
from tests.support import town
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.timers import BATCH, Sweeper


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def count(connection: Connection, kind: str) -> int:
    row = connection.execute("SELECT count(*) FROM case_event WHERE kind = %s", (kind,)).fetchone()
    return row[0] if row else 0  # type: ignore[return-value]


def test_nothing_fires_before_its_time(connection: Connection, clock: Traveller) -> None:
    town.start()
    clock.move(timedelta(days=3, hours=8, minutes=29))
    assert Sweeper().sweep() == 0
    clock.move(timedelta(minutes=1))
    assert Sweeper().sweep() == 2, "the clock breaches and the boundary timer fires at the due date itself"
    assert Sweeper().sweep() == 0


def test_more_cases_than_a_batch_all_fire_in_one_sweep(connection: Connection, clock: Traveller) -> None:
    for _ in range(BATCH + 3):
        town.start()
    clock.move(timedelta(days=5))
    assert Sweeper().sweep() == 2 * (BATCH + 3)


def test_several_workers_together_fire_each_timer_once(connection: Connection, clock: Traveller) -> None:
    for _ in range(60):
        town.start()
    clock.move(timedelta(days=5))
    failures: list[BaseException] = []

    def work() -> None:
        try:
            Sweeper().sweep()
        except BaseException as failure:
            failures.append(failure)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert count(connection, "TimerFired") == count(connection, "ClockBreached") == 60
    assert connection.execute("SELECT count(*) FROM due_timer").fetchone() == (0,)


def test_a_broken_case_is_set_aside_and_the_others_fire(
    connection: Connection, clock: Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = town.start().case_id, town.start().case_id
    connection.execute("""UPDATE "case" SET state = 'garbage' WHERE id = %s""", (broken,))
    clock.move(timedelta(days=5))
    sweeper = Sweeper()
    assert sweeper.sweep() == 2
    assert connection.execute("SELECT DISTINCT case_id FROM case_event WHERE kind = 'TimerFired'").fetchall() == [(sound,)]
    assert [record for record in caplog.records if getattr(record, "case", None) == broken]


def test_a_case_the_database_refuses_does_not_stop_its_batch(
    connection: Connection, clock: Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = town.start().case_id, town.start().case_id
    # the next event of the broken case is taken: its step fails inside the batch's transaction
    connection.execute(
        """INSERT INTO case_event SELECT case_id, seq + 100, at, kind, data, actor, command_id, prev_hash, hash
           FROM case_event WHERE case_id = %s AND seq = 1""",
        (broken,),
    )
    connection.execute('UPDATE "case" SET version = 100 WHERE id = %s', (broken,))
    clock.move(timedelta(days=5))
    assert Sweeper().sweep() == 2
    assert connection.execute("SELECT DISTINCT case_id FROM case_event WHERE kind = 'TimerFired'").fetchall() == [(sound,)]


def test_a_stale_row_is_left_alone_and_reported(
    connection: Connection, clock: Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    case = town.start().case_id
    connection.execute("UPDATE due_timer SET due_at = %s", (clock.moment,))
    assert Sweeper().sweep() == 0
    assert [record.case for record in caplog.records if getattr(record, "action", "") == "timer_stale"] == [case]  # type: ignore[attr-defined]


def test_a_person_who_acts_while_the_sweep_holds_the_case_goes_through(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    clock.move(timedelta(days=5))
    done = threading.Event()

    def act() -> None:
        town.complete(case, town.CLERK)
        done.set()

    with connections.take() as holder, holder.transaction():
        holder.execute('SELECT FROM "case" WHERE id = %s FOR NO KEY UPDATE', (case,))
        person = threading.Thread(target=act)
        person.start()
        assert Sweeper().sweep() == 0, "a locked case is skipped, not waited for"
        holder.execute("SELECT 1")
    person.join()
    assert done.is_set()
