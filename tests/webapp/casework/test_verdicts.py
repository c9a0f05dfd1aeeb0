"""What a requester thinks of the result, said online: who is satisfied need not be called, who is not is."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.commands import CompleteTask, StartCase
from engine.now import at
from webapp import demo
from webapp.casework import definitions, requester
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.config import ROOT, Config
from webapp.database.connections import Connection
from webapp.workers.drain import drain

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TO_CALLBACK = (
    ("triage", {"decision": "dispatch"}),
    ("dispatch", {"how": "assign", "target": "lp-roads"}),
    ("sign_for", {"decision": "sign"}),
    ("first_contact", {"contacted": "reached", "means": "phone"}),
    ("handle", {"result": "resolved"}),
    ("approve_reply", {"decision": "approve"}),
    ("review", {"decision": "pass"}),
)


@pytest.fixture(autouse=True)
def _city(config: Config, connection: Connection) -> Iterator[None]:
    with at(NOW):
        demo.ensure()
        definitions.seed(connection, ROOT / "processes")
        yield


@pytest.fixture
def called(connection: Connection) -> int:
    """A case whose requester waits to be called."""
    file = {
        "title": "路面破损", "kind": "complaint", "category": "city.roads.surface", "urgency": "general",
        "place": {"unit": "lp"}, "channel": "hotline", "requester": {"phone": {"vault": 1, "class": "phone"}}, "anonymous": False,
        "duplicates": [],
    }  # fmt: skip
    case = execute(StartCase(command_id="start", process="complaint", file=file), SYSTEM).case_id
    for element, answers in TO_CALLBACK:
        drain()
        row = connection.execute(
            "SELECT task FROM work_item WHERE case_id = %s AND element = %s AND state = 'open'", (case, element)
        ).fetchone()
        assert row, f"{element} is not open"
        execute(CompleteTask(command_id=element, task=row[0], answers=answers), SYSTEM, case_id=case)
    drain()
    return case


def stands(connection: Connection, case: int) -> tuple[object, list[str]]:
    """(outcome, open tasks)"""
    outcome = connection.execute('SELECT outcome FROM "case" WHERE id = %s', (case,)).fetchone()
    tasks = connection.execute("SELECT element FROM work_item WHERE case_id = %s AND state = 'open'", (case,)).fetchall()
    assert outcome
    return outcome[0], [row[0] for row in tasks]


def say(case: int, verdict: str) -> None:
    requester.say(case, {}, "evaluate", "", key=verdict, verdict=verdict, hears_verdicts=True)


def test_who_is_satisfied_is_not_called_any_more(connection: Connection, called: int) -> None:
    assert stands(connection, called) == (None, ["call_back"])
    say(called, "satisfied")
    drain()
    assert stands(connection, called) == ("closed_resolved", [])


def test_who_is_not_satisfied_is_called_and_asked_why(connection: Connection, called: int) -> None:
    say(called, "unsatisfied")
    drain()
    assert stands(connection, called) == (None, ["call_back"])
