"""Versions of processes: running cases keep theirs, new cases get the newest, a refused model changes nothing."""

import pytest

from engine.library import Refused, files_of
from engine.now import Traveller
from tests.support import town
from webapp.casework import definitions, runtime
from webapp.database.connections import Connection
from webapp.workers.drain import drain


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def edited(old: str, new: str) -> dict[str, bytes]:
    files = files_of(town.MODELS / "errand")
    return {**files, "process.bpmn": files["process.bpmn"].replace(old.encode(), new.encode())}


def definition_of(connection: Connection, case: int) -> str:
    row = connection.execute('SELECT definition FROM "case" WHERE id = %s', (case,)).fetchone()
    assert row is not None
    return str(row[0])


def test_a_running_case_keeps_its_version_and_a_new_one_gets_the_newest(connection: Connection) -> None:
    old = town.start().case_id
    before = definition_of(connection, old)
    definition, is_new = definitions.deploy(connection, edited("办理", "处置"))
    assert is_new
    new = town.start().case_id
    assert (definition_of(connection, old), definition_of(connection, new)) == (before, definition.id)
    town.complete(old, town.CLERK)
    assert definition_of(connection, old) == before


def test_another_process_that_never_saw_an_old_version_fetches_it(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = town.start().case_id
    definitions.deploy(connection, edited("办理", "处置"))
    monkeypatch.setattr(runtime, "_loaded", None)
    town.complete(old, town.CLERK)


def test_a_refused_model_never_replaces_a_running_one(connection: Connection) -> None:
    before = definition_of(connection, town.start().case_id)
    with pytest.raises(Refused):
        definitions.deploy(connection, edited("</bpmn:definitions>", ""))
    assert definition_of(connection, town.start().case_id) == before


def test_deploying_the_same_content_again_changes_nothing(connection: Connection) -> None:
    assert definitions.deploy(connection, files_of(town.MODELS / "errand"))[1] is False
    assert definitions.seed(connection, town.MODELS) == []


def test_going_back_to_an_older_version_is_a_deployment(connection: Connection) -> None:
    shipped = definition_of(connection, town.start().case_id)
    definitions.deploy(connection, edited("办理", "处置"))
    assert definitions.deploy(connection, files_of(town.MODELS / "errand"))[1] is True
    assert definition_of(connection, town.start().case_id) == shipped


def test_a_change_of_positions_counts_with_the_next_step(connection: Connection) -> None:
    case = town.start(place={"unit": "mill"}).case_id
    connection.execute("""DELETE FROM "position" WHERE role = 'callback_agent'""")
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (6, 'city', 'callback_agent')""")
    town.complete(case, town.CLERK)
    drain()
    assert connection.execute("SELECT unit FROM work_item WHERE state = 'open'").fetchall() == [("city",)]
