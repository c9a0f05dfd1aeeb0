"""Reading marks are kept as long as somebody could miss them."""

from datetime import timedelta

import pytest

from engine.commands import CancelCase
from engine.now import Traveller
from tests.support import town
from webapp.casework import marks
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.database.connections import Connection


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def kept(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT case_id FROM case_seen ORDER BY case_id").fetchall()]


def test_marks_go_long_after_the_case_was_closed(connection: Connection, clock: Traveller) -> None:
    cases = [town.start().case_id for _ in range(2)]
    for case in cases:
        marks.seen(1, case, 1)
    execute(CancelCase(command_id="end", reason="over"), SYSTEM, case_id=cases[0])
    clock.move(marks.KEPT)
    assert (marks.sweep(connection, clock.moment), kept(connection)) == (0, cases)
    clock.move(timedelta(seconds=1))
    assert (marks.sweep(connection, clock.moment), kept(connection)) == (1, cases[1:])
