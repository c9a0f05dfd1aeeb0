"""Duplicates under one answer: merged and taken out by people, in the database, with every requester answered."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.commands import CancelCase, CompleteTask, StartCase
from engine.errors import MessageNotAwaited
from engine.now import at
from tests.support import judged
from webapp import demo
from webapp.casework import merging
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.workers.drain import drain

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _city(config: Config, connection: Connection) -> Iterator[None]:
    with at(NOW):
        demo.ensure()
        judged.seed(connection)
        yield


def file(connection: Connection, key: str) -> int:
    row = connection.execute("SELECT code FROM org_unit WHERE tier = 'community' ORDER BY code LIMIT 1").fetchone()
    assert row
    request = {
        "title": "路灯不亮", "kind": "help", "category": "utilities.power.lamp", "urgency": "general", "place": {"unit": row[0]},
        "channel": "hotline", "requester": None, "anonymous": True, "duplicates": [],
    }  # fmt: skip
    return execute(StartCase(command_id=key, process="complaint", file=request), SYSTEM).case_id


def do(connection: Connection, case: int, element: str, **answers: object) -> None:
    row = connection.execute(
        "SELECT task FROM work_item WHERE case_id = %s AND element = %s AND state = 'open'", (case, element)
    ).fetchone()
    assert row, f"{element} is not open"
    execute(CompleteTask(command_id=f"{case}:{element}:{row[0]}", task=row[0], answers=answers), SYSTEM, case_id=case)
    drain()


def entry(connection: Connection, case: int, name: str) -> object:
    row = connection.execute('SELECT file -> %s FROM "case" WHERE id = %s', (name, case)).fetchone()
    return row[0] if row else None


def outcome(connection: Connection, case: int) -> object:
    row = connection.execute('SELECT outcome FROM "case" WHERE id = %s', (case,)).fetchone()
    return row[0] if row else None


def test_a_merged_case_waits_is_answered_with_the_other_and_ends(connection: Connection) -> None:
    parent, child = file(connection, "a"), file(connection, "b")
    merging.merge(child, parent, SYSTEM, key="merge")
    drain()
    assert merging.merged_here(connection, parent) == [child]
    assert entry(connection, parent, "requesters") == 2
    do(connection, parent, "triage", decision="answered_directly")
    assert outcome(connection, parent) == "answered_directly"
    assert outcome(connection, child) == "merged"
    told = connection.execute("SELECT template FROM notice WHERE case_id = %s AND audience = 'requester'", (child,)).fetchall()
    assert ("merged_result",) in told


def test_when_the_other_case_is_cancelled_the_merged_one_is_decided_on_by_itself(connection: Connection) -> None:
    parent, child = file(connection, "a"), file(connection, "b")
    merging.merge(child, parent, SYSTEM, key="merge")
    drain()
    execute(CancelCase(command_id="cancel", reason="误登"), SYSTEM, case_id=parent)
    drain()
    assert (entry(connection, child, "merged_into"), outcome(connection, child)) == (None, None)
    do(connection, child, "triage", decision="answered_directly", reply="已说明")


def test_a_case_taken_out_stands_alone_again(connection: Connection) -> None:
    parent, child = file(connection, "a"), file(connection, "b")
    merging.merge(child, parent, SYSTEM, key="merge")
    drain()
    merging.unmerge(child, SYSTEM, key="unmerge")
    drain()
    assert merging.merged_into(connection, child) is None
    assert entry(connection, parent, "requesters") == 1
    do(connection, parent, "triage", decision="answered_directly")
    assert outcome(connection, child) is None
    do(connection, child, "triage", decision="not_accepted")
    assert outcome(connection, child) == "not_accepted"


def test_what_makes_no_sense_is_refused(connection: Connection) -> None:
    parent, child = file(connection, "a"), file(connection, "b")
    with pytest.raises(merging.CannotMerge):
        merging.merge(child, child, SYSTEM, key="self")
    merging.merge(child, parent, SYSTEM, key="merge")
    drain()
    with pytest.raises(merging.CannotMerge):
        merging.merge(parent, child, SYSTEM, key="circle")
    with pytest.raises(MessageNotAwaited):
        merging.merge(child, parent, SYSTEM, key="again")
    do(connection, parent, "triage", decision="not_accepted")
    with pytest.raises(merging.CannotMerge):
        merging.merge(file(connection, "c"), parent, SYSTEM, key="closed")


def test_into_a_case_that_closed_meanwhile_nothing_is_merged(connection: Connection) -> None:
    parent, child = file(connection, "a"), file(connection, "b")
    merging.merge(child, parent, SYSTEM, key="merge")
    row = connection.execute("SELECT task FROM work_item WHERE case_id = %s AND state = 'open'", (parent,)).fetchone()
    assert row
    execute(CompleteTask(command_id="end", task=row[0], answers={"decision": "not_accepted"}), SYSTEM, case_id=parent)
    drain()
    assert merging.merged_into(connection, child) is None
    do(connection, child, "triage", decision="not_accepted")
    assert outcome(connection, child) == "not_accepted"
