"""A case that was migrated and jumped: its past shows each version where it ran, and what is stored equals its events."""

from __future__ import annotations

import pytest

from engine.now import Traveller
from tests.support import town, versions
from webapp.casework.checking import check
from webapp.casework.past import agrees, past
from webapp.database.connections import Connection


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'city', 'release_manager')""")


def test_before_and_after_a_migration_the_diagram_that_ran_and_its_elements(connection: Connection) -> None:
    receipt = town.start()
    old = past(connection, receipt.case_id, receipt.number, receipt.version)
    target = versions.released(connection, versions.renamed())
    version = versions.migrate(receipt.case_id, target, handle="handle_it").version
    then = past(connection, receipt.case_id, receipt.number, version)
    (found,) = then.step.interventions
    assert (found.kind, found.before["definition"], found.after["definition"]) == ("migrated", old.definition, target)
    assert found.reason == "新的办法"
    assert (then.definition, "handle_it" in then.tokens, "handle" in then.tokens) == (target, True, False)
    assert [row["element"] for row in then.work] == ["handle_it"]
    again = past(connection, receipt.case_id, receipt.number, receipt.version)
    assert (again.definition, again.tokens) == (old.definition, old.tokens)
    assert agrees(connection, then, receipt.case_id)
    town.complete(receipt.case_id, town.CLERK)
    assert (check(connection).found, check(connection).lawful) == ([], [])


def test_an_undone_migration_and_a_case_sent_back_hold_too(connection: Connection) -> None:
    case = town.start().case_id
    versions.migrate(case, versions.released(connection, versions.renamed()), handle="handle_it")
    undone = versions.undo(case)
    then = past(connection, case, undone.number, undone.version)
    assert [one.kind for one in then.step.interventions] == ["migration_undone"]
    assert "handle" in then.tokens
    assert (check(connection).found, check(connection).lawful) == ([], [])
