"""Jobs: done after the commit, tried again, told to the case, and an incident when nothing helps."""

import pytest

from engine.commands import CancelCase, CompleteTask, ResolveIncident
from engine.now import Traveller
from tests.support import town
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.database.connections import Connection
from webapp.service_tasks import SERVICE_TASKS, Assignment, ServiceError
from webapp.workers.drain import drain, run_waiting_jobs


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


@pytest.fixture
def waiting() -> int:
    """A case whose job waits in the queue."""
    case = town.start().case_id
    town.complete(case, town.CLERK)
    return case


def kinds(connection: Connection, case: int) -> list[str]:
    return [str(row[0]) for row in connection.execute("SELECT kind FROM case_event WHERE case_id = %s ORDER BY seq", (case,))]


def test_a_job_tells_the_unit_and_the_case_goes_on(connection: Connection, waiting: int) -> None:
    assert "JobCompleted" not in kinds(connection, waiting)
    assert run_waiting_jobs() == 1
    assert "JobCompleted" in kinds(connection, waiting)
    assert connection.execute("SELECT audience, unit, template FROM notice").fetchall() == [("unit", "mill", "handled")]


def test_a_job_that_fails_is_tried_as_often_as_the_diagram_says(
    connection: Connection, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[int] = []

    def flaky(assignment: Assignment) -> dict[str, object]:
        attempts.append(assignment.attempt)
        if len(attempts) < 3:
            raise OSError("the line is down; call 13812345678")
        return {"told": True}

    monkeypatch.setitem(SERVICE_TASKS, "notify", flaky)
    drain()
    assert attempts == [0, 1, 2]
    assert "JobCompleted" in kinds(connection, waiting)


def test_a_job_that_never_works_becomes_an_incident_that_can_be_resolved(
    connection: Connection, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(assignment: Assignment) -> dict[str, object]:
        raise OSError("the line is down; call 13812345678")

    with monkeypatch.context() as during:
        during.setitem(SERVICE_TASKS, "notify", broken)
        drain()
    assert connection.execute('SELECT status FROM "case"').fetchone() == ("incident",)
    incident = connection.execute("SELECT incident, message FROM incident").fetchone()
    assert incident is not None
    assert "13812345678" not in str(incident[1]), "what an exception says may quote personal data"
    execute(ResolveIncident(command_id=town.new_id(), incident=incident[0]), SYSTEM, case_id=waiting)  # type: ignore[arg-type]
    drain()
    assert connection.execute('SELECT status, phase FROM "case"').fetchone() == ("active", "callback")


def test_an_outcome_the_diagram_knows_takes_its_error_path(
    connection: Connection, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(assignment: Assignment) -> dict[str, object]:
        raise ServiceError("refused")

    monkeypatch.setitem(SERVICE_TASKS, "notify", refuses)
    drain()
    assert connection.execute('SELECT status, outcome FROM "case"').fetchone() == ("completed", "closed_refused")


def test_a_job_of_a_cancelled_case_ends_quietly(connection: Connection, waiting: int) -> None:
    execute(CancelCase(command_id=town.new_id(), reason="误登"), SYSTEM, case_id=waiting)
    drain()
    assert "JobCompleted" not in kinds(connection, waiting)
    assert connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)


def test_a_step_that_is_rolled_back_queues_nothing(connection: Connection) -> None:
    case = town.start().case_id

    with connection.transaction(force_rollback=True):
        command = CompleteTask(command_id=town.new_id(), task=town.open_task(case), assignee=1)
        execute(command, town.CLERK, case_id=case, within=connection)
    assert connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
