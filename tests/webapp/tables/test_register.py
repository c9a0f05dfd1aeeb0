"""A published table counts in every case from its day on, after another person approved it; and histories stay provable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from json import dumps

import psycopg
import pytest

from engine.commands import StartCase
from engine.dmn.writing import put, with_rows
from engine.dmn.written import tables
from engine.library import files_of, identity
from engine.now import Traveller, now
from tests.engine.core import test_dated_tables as small
from tests.support import town
from webapp.casework import runtime
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.casework.replaying import replay_case
from webapp.config import ROOT
from webapp.database.connections import Connection, json
from webapp.studio.looking import look
from webapp.studio.wall import TooHardToCheck
from webapp.tables import checking, register
from webapp.tables.comparing import compared
from webapp.tables.register import AlreadyAnswered, BasisMissing, DayHasPassed, NoSuchTable, OwnProposal

ANNA, BO, CY = 7, 8, 9
FILES = {path: content.decode() for path, content in files_of(ROOT / "processes" / "complaint").items()}
OWN = tables(FILES["sla.dmn"].encode())["sla"]


def saying(limit: str, files: dict[str, str] = FILES) -> str:
    """The table of limits with another one for general requests."""
    rows = [
        replace(row, outputs=(*row.outputs[:3], f'"{limit}"', *row.outputs[4:])) if row.id == "sla_general" else row
        for row in OWN.rows
    ]
    changed = with_rows(files["sla.dmn"].encode(), "sla", rows)
    return checking.alone_of({"sla.dmn": changed.decode()}, "sla")


def published(connection: Connection, limit: str | None, day: date) -> int:
    xml = None if limit is None else saying(limit)
    proposal = register.propose(connection, "complaint", "sla", xml, effective_from=day, basis="市政府办12号", by=ANNA)
    return register.approve(connection, proposal.id, by=BO).id


def test_a_proposal_counts_for_nothing_until_another_person_approves_it(connection: Connection, clock: Traveller) -> None:
    proposal = register.propose(
        connection, "complaint", "sla", saying("3wd"), effective_from=date(2026, 3, 3), basis="x", by=ANNA
    )
    assert runtime.current(connection).tables == {}
    with pytest.raises(OwnProposal):
        register.approve(connection, proposal.id, by=ANNA)
    with pytest.raises(OwnProposal):
        register.approve(connection, proposal.id, by=CY, wrote=[CY])
    done = register.approve(connection, proposal.id, by=BO)
    assert (done.status, done.decided_by, done.known_from) == ("published", BO, clock.moment + timedelta(minutes=1))
    assert "complaint" in runtime.current(connection).tables
    with pytest.raises(AlreadyAnswered):
        register.refuse(connection, proposal.id, by=BO, why="")
    kinds = connection.execute("SELECT kind, actor FROM audit_event").fetchall()
    assert kinds == [("table_proposed", "user:7"), ("table_published", "user:8")]


def test_days_that_passed_and_tables_without_a_basis_are_refused(connection: Connection, clock: Traveller) -> None:
    with pytest.raises(DayHasPassed):
        register.propose(connection, "complaint", "sla", saying("3wd"), effective_from=date(2026, 3, 1), basis="x", by=ANNA)
    with pytest.raises(BasisMissing):
        register.propose(connection, "complaint", "sla", saying("3wd"), effective_from=date(2026, 3, 2), basis=" ", by=ANNA)
    waits = register.propose(connection, "complaint", "sla", saying("3wd"), effective_from=date(2026, 3, 2), basis="x", by=ANNA)
    clock.move(timedelta(days=1))
    with pytest.raises(DayHasPassed):
        register.approve(connection, waits.id, by=BO)


def test_sent_back_says_why_and_withdrawn_is_for_whoever_proposed_it(connection: Connection, clock: Traveller) -> None:
    first = register.propose(connection, "complaint", "sla", saying("3wd"), effective_from=date(2026, 3, 2), basis="x", by=ANNA)
    assert register.refuse(connection, first.id, by=BO, why="why 3?").answer == "why 3?"
    second = register.propose(connection, "complaint", "sla", None, effective_from=date(2026, 3, 2), basis="x", by=ANNA)
    with pytest.raises(NoSuchTable):
        register.withdraw(connection, second.id, by=BO)
    assert register.withdraw(connection, second.id, by=ANNA).status == "withdrawn"
    assert [one.status for one in register.of(connection, "complaint")] == ["withdrawn", "refused"]
    assert register.waiting(connection) == []
    rows = connection.execute("SELECT kind, actor, about->>'reason' FROM audit_event ORDER BY seq").fetchall()
    assert rows == [
        ("table_proposed", "user:7", None), ("table_sent_back", "user:8", "why 3?"),
        ("table_proposed", "user:7", None), ("table_withdrawn", "user:7", None),
    ]  # fmt: skip


def test_what_was_published_is_never_changed_nor_removed(connection: Connection, clock: Traveller) -> None:
    number = published(connection, "3wd", date(2026, 3, 3))
    for statement in ("UPDATE dated_table SET xml = '' WHERE id = %s", "DELETE FROM dated_table WHERE id = %s"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute(statement, (number,))


def test_a_new_limit_holds_for_new_clocks_from_its_day_and_the_history_says_which_table_decided(
    connection: Connection, clock: Traveller
) -> None:
    deploy_limits(connection)
    before = begin(clock)
    proposal = register.propose(
        connection, "demo", "limit", small.saying("3wd").decode(), effective_from=date(2026, 3, 3), basis="x", by=ANNA
    )
    number = register.approve(connection, proposal.id, by=BO).id
    same_day = begin(clock)
    clock.go(datetime(2026, 3, 2, 16, 0, tzinfo=UTC))  # midnight in China
    after = begin(clock)
    assert [limit_of(connection, case) for case in (before, same_day, after)] == ["5wd", "5wd", "3wd"]
    town.complete(before, town.CLERK)
    rows = connection.execute(
        "SELECT data->'dated' FROM case_event WHERE case_id = %s AND kind = 'DecisionTaken' ORDER BY seq", (before,)
    ).fetchall()
    assert rows == [({},), ({"limit": {"number": number, "since": "2026-03-03"}},)], "the running case decides anew by it"
    assert limit_of(connection, before) == "5wd", "its running clock keeps what it was promised"


def test_histories_are_proven_whatever_is_published_later(connection: Connection, clock: Traveller) -> None:
    deploy_limits(connection)
    cases = []
    for day in range(3):
        cases.append(begin(clock))
        limit = f"{day + 1}wd"
        proposal = register.propose(
            connection, "demo", "limit", small.saying(limit).decode(), effective_from=register.today(), basis="x", by=ANNA
        )
        register.approve(connection, proposal.id, by=BO)
        clock.move(timedelta(seconds=30))
        cases.append(begin(clock))
        clock.move(timedelta(days=1))
    assert [limit_of(connection, case) for case in cases] == ["5wd", "5wd", "1wd", "1wd", "2wd", "2wd"]
    for case in cases:
        town.complete(case, town.CLERK)
        assert replay_case(connection, case, number_of(connection, case)).proven


def test_a_table_that_asks_something_else_or_does_not_pass_the_checks_is_not_published() -> None:
    assert checking.checked(FILES, "sla", saying("3wd")).rows[5].outputs[3] == '"3wd"'
    with pytest.raises(checking.NotATable) as refused:
        checking.checked(FILES, "sla", saying("3wd").replace('"3wd"', '"3wd'))
    assert refused.value.findings[0].rule == "decision_file_invalid"
    with pytest.raises(checking.AnotherQuestion) as other:
        checking.checked(FILES, "sla", saying("3wd").replace("<text>kind</text>", "<text>channel</text>"))
    assert other.value.facts["differ"] == ("channel", "kind")
    with pytest.raises(checking.NoSuchDecision):
        checking.checked(FILES, "nothing", saying("3wd"))
    for nonsense in ("<a/>", "no xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'):
        with pytest.raises(checking.NotATable):
            checking.checked(FILES, "sla", nonsense)


def test_a_table_that_takes_too_long_to_check_is_not_published_and_holds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(look.__kwdefaults__, "seconds", 0.1)
    brackets = (f"{'[' * 90}{number}{',1' * 4800}{']' * 90}" for number in range(100))
    rows = [replace(row, outputs=tuple(next(brackets) for _ in row.outputs)) for row in OWN.rows[:5]]
    hard = with_rows(FILES["sla.dmn"].encode(), "sla", [*rows, *OWN.rows[5:]]).decode()
    with pytest.raises(TooHardToCheck):
        checking.checked(FILES, "sla", checking.alone_of({"sla.dmn": hard}, "sla"))


def test_versions_on_which_cases_run_are_told_apart_by_whether_the_table_counts_there(
    connection: Connection, clock: Traveller
) -> None:
    deploy_limits(connection, small.FILE.replace(b"<text>kind</text>", b"<text>category</text>"))
    begin(clock)
    clock.move(timedelta(minutes=1))
    deploy_limits(connection)
    begin(clock), begin(clock)
    reach = checking.reach(connection, "demo", tables(small.FILE)["limit"], clock.moment)
    assert [(one.cases, one.fits) for one in reach] == [(2, True), (1, False)]


def test_two_versions_are_compared_row_by_row() -> None:
    alone = checking.alone_of(FILES, "sla")
    (found,) = compared(alone, saying("3wd"))
    changed = [rule for rule in found.rules if rule.kind != "same"]
    assert [(rule.kind, rule.after) for rule in changed] == [("changed", 6)]
    assert [(cell.old, cell.new) for cell in changed[0].cells if cell.differs] == [('"5wd"', '"3wd"')]
    assert compared(alone, alone) == ()


def test_what_is_published_can_be_put_into_the_file_it_came_from() -> None:
    assert tables(put(FILES["sla.dmn"].encode(), saying("3wd").encode()))["sla"].rows[5].outputs[3] == '"3wd"'


def deploy_limits(connection: Connection, file: bytes = small.FILE) -> None:
    """The small process of the engine's own test."""
    if connection.execute("SELECT count(*) FROM org_unit").fetchone() == (0,):
        town.build(connection)
    manifest = {"key": "demo", "name": "demo", "calendar": "cn-gov"}
    files = {"manifest.json": dumps(manifest), "process.bpmn": small.PROCESS.decode(), "limits.dmn": file.decode()}
    id = identity({path: text.encode() for path, text in files.items()})
    connection.execute(
        "INSERT INTO definition (id, key, digest, files, created_at) VALUES (%s, 'demo', %s, %s, %s) ON CONFLICT DO NOTHING",
        (id, bytes.fromhex(id.partition("@")[2]), json(files), now()),
    )
    connection.execute("INSERT INTO deployment (key, definition_id, deployed_at) VALUES ('demo', %s, %s)", (id, now()))


def begin(clock: Traveller) -> int:
    """A case in the street, whose limit was decided just now."""
    command = StartCase(command_id=town.new_id(), process="demo", file={"kind": "light", "place": {"unit": "mill"}})
    return execute(command, SYSTEM).case_id


def limit_of(connection: Connection, case: int) -> str:
    return str(one(connection, "SELECT time_limit FROM clock WHERE case_id = %s AND name = 'handle'", case))


def number_of(connection: Connection, case: int) -> str:
    return str(one(connection, 'SELECT number FROM "case" WHERE id = %s', case))


def one(connection: Connection, query: str, case: int) -> object:
    row = connection.execute(query, (case,)).fetchone()
    assert row is not None
    return row[0]
