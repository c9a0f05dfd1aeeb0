"""What turns out to be about a unit leaves it: its open work, its view, and the logs that its people order."""

import pytest
from flask import Flask
from sqlalchemy import select

from engine.commands import ClaimTask
from engine.now import Traveller
from tests.support import town
from webapp.casework import correcting
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.execute import execute
from webapp.database.connections import Connection
from webapp.eventlogs.objects import links_between
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import Reader, Selection
from webapp.models import WorkItem, db


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (3, 'east', 'unit_clerk')""")


def works(app: Flask, by: Actor) -> set[int]:
    with app.app_context():
        return set(db.session.scalars(select(WorkItem.case_id).where(visible_to(by, WorkItem))))


def about_mill(case: int, key: str = "k") -> None:
    correcting.correct(case, {"about_unit": "mill"}, "来电人补充：反映的是本街道", town.SUPERVISOR, key=key)


def test_work_that_somebody_of_the_unit_had_taken_goes_to_the_unit_above(app: Flask, connection: Connection) -> None:
    case = town.start().case_id
    execute(ClaimTask(command_id="claim", task=town.open_task(case), assignee=1), town.CLERK, case_id=case)
    assert works(app, town.CLERK) == {case}
    about_mill(case)
    assert connection.execute("SELECT unit, assignee_id, state FROM work_item").fetchall() == [("east", None, "open")]
    assert works(app, town.CLERK) == set()


def test_sending_the_correction_twice_corrects_once(connection: Connection) -> None:
    case = town.start().case_id
    for _ in range(2):
        about_mill(case)
    assert connection.execute("SELECT count(*) FROM case_event WHERE kind = 'WorkRerouted'").fetchone() == (1,)


def test_a_key_that_somebody_used_before_does_not_keep_the_work_in_the_unit(connection: Connection) -> None:
    used, case = town.start().case_id, town.start().case_id
    about_mill(used, key="seen")
    other = Actor(kind="user", user_id=77, positions=town.SUPERVISOR.positions)
    correcting.correct(case, {"about_unit": "mill"}, "反映的是本街道", other, key="seen")
    assert connection.execute("SELECT unit FROM work_item WHERE case_id = %s AND state = 'open'", (case,)).fetchall() == [
        ("east",)
    ]


def test_a_log_for_somebody_of_the_unit_leaves_the_case_out(connection: Connection) -> None:
    case = town.start().case_id
    about_mill(case)
    reader = Reader(connection, Pseudonyms(bytes(32)), "zh_CN")

    def logged(*units: str) -> int:
        return len(list(reader.cases(Selection(reader=units))))

    assert logged("mill", "east", "city") == 0
    assert logged("east", "city") == logged("city") == 1
    assert list(reader.cases(Selection())) == []


def test_a_log_names_no_case_that_is_not_in_it_and_none_its_reader_keeps_away_from(connection: Connection) -> None:
    late, merged = town.start().case_id, town.start().case_id
    connection.execute(
        "INSERT INTO case_link (source_id, target_id, kind, at) VALUES (%s, %s, 'merged_into', now())", (merged, late)
    )
    everything = Selection(reader=("mill", "east", "city"), by=6)

    def links() -> int:
        return len(links_between(connection, everything))

    assert links() == 1
    about_mill(late)
    assert links() == 0
    connection.execute("""UPDATE "case" SET about_unit = NULL WHERE id = %s""", (late,))
    connection.execute(
        "INSERT INTO recusal (user_id, case_id, reason, declared_by, declared_at) VALUES (6, %s, '亲属', 6, now())", (late,)
    )
    reader = Reader(connection, Pseudonyms(bytes(32)), "zh_CN")
    assert [case.facts["number"][-1] for case in reader.cases(everything)] == ["2"]
    assert links() == 0
