"""`bihuan rebuild --check` over all that is made: a row lost, added or changed anywhere is found; `bihuan rebuild` mends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.commands import CompleteTask, StartCase
from engine.now import at
from tests.support import judged
from webapp import demo, vault
from webapp.attach import attach
from webapp.audit import log
from webapp.audit.keys import SealKey
from webapp.audit.sealer import seal_what_is_new
from webapp.boards import counting
from webapp.casework import merging
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.derived.checking import check
from webapp.derived.rebuilding import rebuild
from webapp.derived.tables import MADE
from webapp.workers.drain import drain

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EMPTY_HERE = {"incident", "card", "message_in", "clearance_entry"}
"""Nothing happened in these cases that would fill them."""
CHANGES = {
    "case_search": "UPDATE case_search SET grams = '{xx}' WHERE case_id = 1",
    "message_out": "UPDATE message_out SET payload = payload || '{\"x\": 1}'",
    "command": "UPDATE command SET last_seq = last_seq + 1 WHERE case_id = 1",
    "case": 'UPDATE "case" SET messages_waiting = 3 WHERE id = 1',
    "figure_case": "UPDATE figure_case SET unit = 'x' WHERE case_id = 1",
    "figure_promise": "UPDATE figure_promise SET kept = NOT kept",
    "figure_sum": "UPDATE figure_sum SET intake = intake + 1 WHERE intake > 0",
    "sealed_case": "UPDATE sealed_case SET last_seq = last_seq - 1 WHERE case_id = 1",
    "audit_head": "UPDATE audit_head SET hash = sha256('x')",
}
ADDITIONS = {
    "case_link": "INSERT INTO case_link VALUES (1, 2, 'supervises', now())",
    "message_out": "INSERT INTO message_out SELECT case_id, 999, name, payload, link, start, sent_at FROM message_out LIMIT 1",
    "message_in": """INSERT INTO message_in (case_id, name, payload, command_id, arrived_at)
        VALUES (1, 'x', '{}', 'message:2:1:1', now())""",
    "command": "INSERT INTO command VALUES ('forged', 1, 'CompleteTask', now(), 4, 5)",
    "figure_sum": """INSERT INTO figure_sum (process, unit, axis, grain, start, value, intake)
        VALUES ('x', '', '', 'day', now(), '', 1)""",
    "sealed_case": "INSERT INTO sealed_case VALUES (999, 1)",
}


@pytest.fixture(scope="module")
def office(module_database: Config) -> Iterator[Connection]:
    """One request merged into another, a third one taken out again, told what became of it, all counted and sealed. Every test
    leaves it mended."""
    attached = attach(module_database)
    with at(NOW), attached.take() as connection:
        demo.ensure()
        judged.seed(connection)
        first, second, third = (_request(connection, key) for key in ("a", "b", "c"))
        for child in (second, third):
            merging.merge(child, first, SYSTEM, key=f"merge {child}")
            drain()
        merging.unmerge(third, SYSTEM, key="out")
        drain()
        _triage(connection, first, decision="answered_directly", reply="已说明")
        _triage(connection, _request(connection, "d"), decision="dispatch")
        log.record(connection, "signed_in", "user:1", {"user": 1})
        seal_what_is_new(connection, key=SealKey(bytes(32)), digest="sha256", at=NOW)
        counting.catch_up()
        yield connection
    attached.close()


def _request(connection: Connection, key: str) -> int:
    place = connection.execute("SELECT code FROM org_unit WHERE tier = 'community' ORDER BY code LIMIT 1").fetchone()
    party = vault.current().enrol(connection, phone="13800000001")
    sealed = vault.current().seal(connection, party, {"phone": "13800000001", "name": "王五"})
    request = {
        "title": "路灯不亮", "kind": "help", "category": "utilities.power.lamp", "urgency": "general",
        "place": {"unit": place[0]},  # type: ignore[index]
        "channel": "hotline", "requester": sealed, "anonymous": False, "duplicates": [],
    }  # fmt: skip
    return execute(StartCase(command_id=key, process="complaint", file=request), SYSTEM).case_id


def _triage(connection: Connection, case: int, **answers: str) -> None:
    row: Any = connection.execute("SELECT task FROM work_item WHERE case_id = %s AND state = 'open'", (case,)).fetchone()
    execute(CompleteTask(command_id=f"triage {case}", task=row[0], answers=answers), SYSTEM, case_id=case)
    drain()


def _differing(connection: Connection) -> set[str]:
    report = check(connection)
    assert report.lawful == []
    return {one.table for one in report.found}


def test_what_is_right_is_left_alone_and_what_is_mended_is_right(office: Connection) -> None:
    assert check(office).found == []
    links = office.execute("SELECT source_id, target_id, kind FROM case_link ORDER BY 1").fetchall()
    assert len(links) == 1, "one merged, one taken out"
    for table in ("case_link", "message_out", "case_search", "figure_case", "figure_promise", "figure_sum"):
        office.execute(f"DELETE FROM {table}")
    rebuild(office)
    assert check(office).found == []
    assert office.execute("SELECT source_id, target_id, kind FROM case_link").fetchall() == links


def test_a_lost_row_of_any_table_is_found(office: Connection) -> None:
    office.execute("ALTER TABLE audit_head DISABLE TRIGGER ALL")
    for table in set(MADE) - {"case"}:
        gone = office.execute(f'DELETE FROM "{table}" WHERE ctid = (SELECT min(ctid) FROM "{table}")').rowcount
        assert gone or table in EMPTY_HERE, f"nothing in {table}"
    assert _differing(office) >= set(MADE) - {"case"} - EMPTY_HERE
    rebuild(office)
    assert check(office).found == []


@pytest.mark.parametrize("what", [CHANGES, ADDITIONS], ids=["changed", "added"])
def test_a_row_changed_or_added_is_found_and_mended(what: dict[str, str], office: Connection) -> None:
    for statement in what.values():
        assert office.execute(statement).rowcount >= 1, statement
    assert _differing(office) >= set(what)
    rebuild(office)
    assert check(office).found == []


def test_what_waits_to_be_counted_is_not_called_wrong(office: Connection) -> None:
    _request(office, "e")
    assert check(office).found == []


def test_an_erased_person_keeps_his_place_in_the_index(office: Connection) -> None:
    vault.current().erase(office, 1)
    assert check(office).found == []
    rebuild(office)
    assert office.execute("SELECT count(*) FROM case_search WHERE party_id = 1").fetchone() == (1,)
