"""However the organisation is changed afterwards, an old case is replayed as it was: where it lay, who could see it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.now import Traveller
from tests.support import town
from tests.webapp.organisation.test_past_organisation import CHANGES
from webapp.casework import frames
from webapp.casework.past import past
from webapp.database.connections import Connection
from webapp.organisation.change import changing

STEPS = st.lists(
    st.tuples(st.sampled_from(CHANGES), st.sampled_from([*town.PEOPLE]), st.sampled_from(["east", "mill"]), st.integers(1, 9000)),
    max_size=10,
)
LIFE: dict[str, Any] = {}


def a_finished_case(connection: Connection, clock: Traveller) -> tuple[int, str, int, int]:
    """(id, number, events, events of its first step); the organisation changed while it ran, too."""
    town.build(connection)
    receipt = town.start()
    begun = receipt.version
    clock.move(timedelta(hours=3))
    with changing(connection, "user:6", "轮岗"):
        connection.execute("""DELETE FROM "position" WHERE user_id = 2""")
    receipt = town.complete(receipt.case_id, town.CLERK)
    clock.move(timedelta(days=1))
    return receipt.case_id, receipt.number, receipt.version, begun


def replayed(connection: Connection, case: tuple[int, str, int, int]) -> list[Any]:
    frames.forget()
    return [past(connection, case[0], case[1], seq).plain() for seq in range(1, case[2] + 1)]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_later_changes_change_no_replay(connection: Connection, clock: Traveller, steps: list[Any]) -> None:
    if not connection.execute("SELECT 1 FROM org_unit").fetchone():
        LIFE["case"] = a_finished_case(connection, clock)
        LIFE["was"] = replayed(connection, LIFE["case"])
    with connection.transaction(force_rollback=True):
        for change, user, unit, minutes in steps:
            clock.move(timedelta(minutes=minutes))
            with changing(connection, "user:6", "机构调整"):
                connection.execute(change.format(user=user, unit=unit))
        assert replayed(connection, LIFE["case"]) == LIFE["was"]


def test_who_left_meanwhile_is_named_where_he_sat_then(connection: Connection, clock: Traveller) -> None:
    case = a_finished_case(connection, clock)
    with changing(connection, "user:6", "机构调整"):
        for change in random.Random(7).sample(CHANGES, len(CHANGES)):
            connection.execute(change.format(user=1, unit="mill"))
    first, last = (past(connection, *case[:2], seq).readers for seq in (case[3], case[2]))
    assert {1, 2, 4, 5, 6} <= {one.user for one in first}
    assert 2 not in {one.user for one in last}
