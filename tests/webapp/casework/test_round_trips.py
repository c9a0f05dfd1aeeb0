"""The write path talks to the database a fixed, small number of times (design, section 6)."""

from engine.commands import CompleteTask
from engine.now import Traveller
from tests.support import town
from webapp.bench.trips import round_trips
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.database.connections import Database


def test_completing_a_task_takes_two_round_trips(database: Database, clock: Traveller) -> None:
    with connections.take() as connection:
        town.build(connection)
    cases = [town.start().case_id for _ in range(3)]
    tasks = [town.open_task(case) for case in cases]
    trips = []
    for case, task in zip(cases, tasks, strict=True):
        command = CompleteTask(command_id=town.new_id(), task=task, assignee=1)
        trips.append(round_trips(lambda: execute(command, town.CLERK, case_id=case)))  # noqa: B023
    assert max(trips) <= 12
    assert trips[-1] == 2, "one SELECT and one statement that writes; no BEGIN, no COMMIT"
