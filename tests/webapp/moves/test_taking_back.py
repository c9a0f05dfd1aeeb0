"""Cases that were moved are taken back, all of them or one, as long as they have not gone on."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.now import Traveller
from tests.support import town, versions
from tests.support.moving import items, moved, ordered, undone, version_of
from webapp.database.connections import Connection


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'city', 'release_manager')""")


def test_all_of_it_is_taken_back_but_for_what_has_gone_on(connection: Connection) -> None:
    cases = [town.start().case_id for _ in range(3)]
    old = version_of(connection, cases[0])
    batch = moved(connection, ordered(connection, versions.errand(versions.NEW_STEP, versions.OVER_IT)))
    town.complete(cases[1], town.CLERK)
    batch = undone(connection, batch)
    assert (batch.status, items(connection, batch, "result")) == ("undone", ["undone", "gone_on", "undone"])
    assert [version_of(connection, case) for case in cases] == [old, batch.target, old]


def test_one_is_taken_back_and_may_be_moved_again(connection: Connection) -> None:
    one, two = town.start().case_id, town.start().case_id
    batch = moved(connection, ordered(connection, versions.errand(versions.NEW_STEP, versions.OVER_IT)))
    batch = undone(connection, batch, one)
    assert (batch.status, items(connection, batch, "result")) == ("done", ["undone", "moved"])
    batch = moved(connection, batch)
    assert [version_of(connection, case) for case in (one, two)] == [batch.target] * 2
    kinds = Counter(row[0] for row in connection.execute("SELECT kind FROM case_event WHERE case_id = %s", (one,)).fetchall())
    assert (kinds["CaseMigrated"], kinds["MigrationUndone"]) == (2, 1)
