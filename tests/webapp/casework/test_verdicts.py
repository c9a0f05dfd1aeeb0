"""What a requester thinks of the result, said online: who is satisfied need not be called, who is not is."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.commands import CompleteTask, StartCase
from engine.instances import set_aside
from engine.now import at
from tests.support import judged
from webapp import demo
from webapp.boards import counting
from webapp.casework import requester
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.config import Config
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
        judged.seed(connection)
        yield


@pytest.fixture
def called(connection: Connection) -> int:
    """A case whose requester waits to be called."""
    return answered(connection)


def answered(connection: Connection, **entries: object) -> int:
    """A case up to its callback."""
    file = {
        "title": "路面破损", "kind": "complaint", "category": "city.roads.surface", "urgency": "general",
        "place": {"unit": "lp"}, "channel": "hotline", "requester": {"phone": {"vault": 1, "class": "phone"}}, "anonymous": False,
        "duplicates": [], **entries,
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


def complete(connection: Connection, case: int, task: int, **answers: str) -> None:
    """By somebody who calls back, because whoever handled it may not."""
    row = connection.execute("SELECT id FROM \"user\" WHERE login = 'callback'").fetchone()
    assert row
    execute(CompleteTask(command_id=f"task-{task}", task=task, answers=answers, assignee=row[0]), SYSTEM, case_id=case)


def calls(connection: Connection, case: int) -> dict[str, int]:
    """Number of the requester -> task in which he is called."""
    rows = connection.execute(
        """SELECT w.task, c.state FROM work_item w JOIN "case" c ON c.id = w.case_id
           WHERE c.id = %s AND w.state = 'open' AND w.element = 'call_other'""",
        (case,),
    ).fetchall()
    return {set_aside(bytes(state), task)["caller"]: task for task, state in rows}


def test_each_of_several_requesters_has_a_call_of_his_own_and_the_case_counts_once(connection: Connection) -> None:
    others = [{"phone": {"vault": 2, "class": "phone"}}, {"name": {"vault": 3, "class": "name"}}, {"phone": {"vault": 4}}]
    case = answered(connection, co_requesters=others)
    of = calls(connection, case)
    assert sorted(of) == ["2", "4"]
    say(case, "satisfied")
    complete(connection, case, of["4"], contact="reached", resolved="partly", satisfied="basically", justified="excessive")
    assert stands(connection, case) == (None, ["call_other"])
    complete(connection, case, of["2"], contact="reached", resolved="yes", satisfied="satisfied")
    assert stands(connection, case) == ("closed_explained", [])
    counting.rebuild(connection)
    counted = connection.execute("SELECT contact, resolved, satisfied FROM figure_case WHERE case_id = %s", (case,)).fetchall()
    assert counted == [("reached", "partly", "basically")]
