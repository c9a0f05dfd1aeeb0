"""Messages between cases arrive once, also when they come too early."""

from datetime import timedelta

import pytest

from engine.now import Traveller
from tests.support import town
from webapp.casework import messages
from webapp.casework.messages import correlate
from webapp.database.connections import Connection
from webapp.workers.drain import drain, run_waiting_jobs


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


@pytest.fixture
def supervised(clock: Traveller) -> tuple[int, int]:
    """A late errand and the case that watches it: (errand, watch)."""
    errand = town.start().case_id
    clock.move(timedelta(days=5))
    drain()
    return errand, errand + 1


def kinds(connection: Connection, case: int) -> list[str]:
    return [str(row[0]) for row in connection.execute("SELECT kind FROM case_event WHERE case_id = %s ORDER BY seq", (case,))]


def test_a_message_that_starts_a_case_links_it(connection: Connection, supervised: tuple[int, int]) -> None:
    errand, watch = supervised
    assert connection.execute("SELECT source_id, kind, target_id FROM case_link").fetchall() == [(watch, "supervises", errand)]
    file = connection.execute('SELECT file FROM "case" WHERE id = %s', (watch,)).fetchone()
    assert file is not None
    assert file[0]["title"] == "路灯不亮"
    assert connection.execute("SELECT delivered_at IS NOT NULL FROM message_out").fetchall() == [(True,)]


def test_delivering_twice_starts_one_case(connection: Connection, supervised: tuple[int, int]) -> None:
    errand, _ = supervised
    seq = connection.execute("UPDATE message_out SET delivered_at = NULL RETURNING seq").fetchone()
    assert seq is not None
    messages.deliver(errand, seq[0])  # type: ignore[arg-type]
    assert connection.execute('SELECT count(*) FROM "case"').fetchone() == (2,)


def test_a_message_reaches_a_case_that_waits_for_it(connection: Connection, supervised: tuple[int, int]) -> None:
    _, watch = supervised
    town.complete(watch, town.SUPERVISOR)
    correlate(watch, "news", {"good": True}, "m1")
    assert kinds(connection, watch)[-1] == "CaseCompleted"


def test_an_early_message_is_kept_until_somebody_waits_for_it(connection: Connection, supervised: tuple[int, int]) -> None:
    _, watch = supervised
    correlate(watch, "news", {"good": True}, "m1")
    correlate(watch, "news", {"good": True}, "m1")
    assert connection.execute("SELECT name, taken_at FROM message_in").fetchall() == [("news", None)]
    assert connection.execute('SELECT messages_waiting FROM "case" WHERE id = %s', (watch,)).fetchone() == (1,)
    town.complete(watch, town.SUPERVISOR)
    assert run_waiting_jobs() == 1
    assert kinds(connection, watch)[-1] == "CaseCompleted"
    assert connection.execute("SELECT taken_at IS NOT NULL FROM message_in").fetchall() == [(True,)]
    assert connection.execute('SELECT messages_waiting FROM "case" WHERE id = %s', (watch,)).fetchone() == (0,)


def test_waiting_without_kept_messages_queues_nothing(connection: Connection, supervised: tuple[int, int]) -> None:
    _, watch = supervised
    town.complete(watch, town.SUPERVISOR)
    assert connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'").fetchone() == (0,)


def test_a_message_kept_while_the_case_moves_on_is_tried_again(connection: Connection, supervised: tuple[int, int]) -> None:
    _, watch = supervised
    refused_at = messages._version(watch)
    town.complete(watch, town.SUPERVISOR)
    command = messages.CorrelateMessage(command_id="m1", name="news", payload={})
    assert not messages._keep(watch, refused_at, command), "the case is not what refused the message any more"


def test_a_closed_case_needs_no_message(connection: Connection, supervised: tuple[int, int]) -> None:
    _, watch = supervised
    town.complete(watch, town.SUPERVISOR)
    correlate(watch, "news", {}, "m1")
    correlate(watch, "news", {}, "m2")
    assert connection.execute("SELECT count(*) FROM message_in").fetchone() == (0,)
