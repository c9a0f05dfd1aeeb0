"""A worker is killed while it moves cases: what it had moved is moved, the case in hand is as it was, the next worker goes on."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import psycopg
import pytest

from engine.now import Traveller, at
from tests.support import town, versions
from webapp.attach import attach
from webapp.casework.replaying import replay_case
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.moves import batches, checking
from webapp.workers.drain import drain
from webapp.workers.moves import move_cases

WAITS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'
"""
OVER = """SELECT result FROM move_item WHERE batch = %s ORDER BY case_id"""
MOST_LOOKS = 200_000
"""How often to look whether the worker has come to the case that is held; it takes a few hundred."""


def worker(config: Config, moment: object, batch: int) -> None:
    """A process of its own, as `bihuan worker` is."""
    with at(moment):  # type: ignore[arg-type]
        attach(config)
        move_cases(0, batch=batch, by=4)


@pytest.fixture
def held(config: Config) -> Iterator[psycopg.Connection]:
    """Somebody who holds a case, so that the worker stops at it."""
    with psycopg.connect(config.database_url or "") as connection:
        yield connection


def test_nothing_is_lost_and_the_next_worker_goes_on(
    connection: Connection, config: Config, clock: Traveller, held: psycopg.Connection
) -> None:
    town.build(connection)
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'city', 'release_manager')""")
    cases = [town.start().case_id for _ in range(4)]
    target = versions.released(connection, versions.errand(("办理", "承办")))
    batch = batches.begin(connection, "errand", target, versions.RELEASER, reason="新的办法")
    drain()
    batches.start(connection, batches.load(connection, batch.id) or batch, versions.RELEASER)

    held.execute('SELECT FROM "case" WHERE id = %s FOR UPDATE', (cases[2],))
    process = multiprocessing.get_context("spawn").Process(target=worker, args=(config, clock.moment, batch.id))
    process.start()
    waiting = next((row for _ in range(MOST_LOOKS) if (row := connection.execute(WAITS).fetchone())), None)
    assert waiting is not None
    process.kill()
    process.join()
    connection.execute("SELECT pg_terminate_backend(%s, 10000)", waiting)  # as the server does when it sees that nobody is there
    held.rollback()

    assert connection.execute(OVER, (batch.id,)).fetchall() == [("moved",), ("moved",), (None,), (None,)]
    found = [row[0] == target for row in connection.execute('SELECT definition FROM "case" ORDER BY id').fetchall()]
    assert found == [True, True, False, False]
    drain()
    assert connection.execute(OVER, (batch.id,)).fetchall() == [("moved",)] * 4
    assert connection.execute("SELECT status FROM move_batch WHERE id = %s", (batch.id,)).fetchone() == ("done",)
    for case in cases:
        checking.check(connection, case, target)
        number = connection.execute('SELECT number FROM "case" WHERE id = %s', (case,)).fetchone()
        assert number is not None
        assert replay_case(connection, case, str(number[0])).proven
