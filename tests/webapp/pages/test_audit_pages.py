"""The auditor's room: seals and verification, the log with its filters, who has seen a person's data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from engine.now import now
from tests.support.city import Visitor, registered, visitor
from webapp.audit import log, runs, sealing
from webapp.audit.kinds import GROUPS, KINDS
from webapp.commands.audit import MEANING
from webapp.database import connections
from webapp.i18n import LOCALES, has
from webapp.workers.drain import drain


def test_only_auditors_and_the_protection_officer_have_the_room(site: Flask) -> None:
    for login, status in (("audit", 200), ("dpo", 200), ("supervise", 404), ("admin", 404), ("call", 404)):
        for address in ("/audit/", "/audit/log", "/audit/persons", "/audit/log.csv"):
            assert visitor(site, login).get(address).status == status, (login, address)
    assert 'href="/audit/"' in visitor(site, "dpo").get("/audit/").page


def test_a_verification_is_asked_for_done_by_the_worker_and_kept(site: Flask) -> None:
    registered(site)
    sealing.current().seal(now())
    person = visitor(site, "audit").get("/audit/")
    person.send("/audit/verify")
    assert "已开始核验" in person.words
    person.send("/audit/verify")
    assert "已有一次核验在进行" in person.words
    drain()
    assert "全部吻合" in person.get("/audit/").words
    with connections.take() as connection:
        assert runs.last(connection)[0].holds
    assert "核验存证" in person.get("/audit/log?what=verified").words


def test_what_does_not_hold_is_told_with_its_place(site: Flask) -> None:
    number = registered(site)
    with connections.take() as connection:
        connection.execute("ALTER TABLE case_event DISABLE TRIGGER ALL")
        change = """UPDATE case_event SET actor = 'user:99' FROM "case" c WHERE c.id = case_id AND c.number = %s AND seq = 2"""
        connection.execute(change, (number,))
        runs.order(connection, "system")
        drain()
        connection.execute("UPDATE case_event SET actor = 'user:1' WHERE actor = 'user:99'")
        connection.execute("ALTER TABLE case_event ENABLE TRIGGER ALL")
    words = visitor(site, "audit").get("/audit/").words
    assert f"案件 {number}、第 2 条：记录后被改动" in words


def test_the_log_is_filtered_by_what_who_case_and_day(site: Flask) -> None:
    number = registered(site)
    visitor(site, "call").get(f"/cases/{number}").send(f"/cases/{number}/reveal", reason="核对来电号码")
    person = visitor(site, "audit")
    assert "核对来电号码" in person.get("/audit/log").words
    for asked, seen in (
        ("what=unmasked", True), ("what=reads", True), ("what=signed_in", False), ("who=call", True), ("who=audit", False),
        ("who=no-such-person", False), (f"case={number}", True), ("case=20200101-000001", False), ("since=2999-01-01", False),
        ("until=2020-01-01", False), ("since=yesterday", True), ("before=1", False),
    ):  # fmt: skip
        assert ("核对来电号码" in person.get(f"/audit/log?{asked}").words) is seen, asked
    person.get("/audit/log.csv?what=unmasked")
    assert "核对来电号码" in person.page
    assert "审计日志" in person.get("/audit/log?what=exported").words


def test_who_has_seen_a_person_and_why_by_number_and_by_case(site: Flask) -> None:
    number = registered(site, phone="13877776666")
    visitor(site, "call").get(f"/cases/{number}").send(f"/cases/{number}/reveal", reason="回电核实地点")
    for asked in ({"phone": "138 7777 6666"}, {"number": number}):
        person = visitor(site, "audit").get("/audit/persons")
        person.send("/audit/persons", reason="信息主体要求查询", **asked)
        assert "回电核实地点" in person.words
        assert "看的是此人" in person.words
        assert number in person.words
        assert "13877776666" not in person.page
    log = visitor(site, "audit").get("/audit/log?what=looked_up_person")
    assert log.words.count("信息主体要求查询") >= 2
    assert "13877776666" not in log.page


def test_an_entry_about_a_case_that_is_kept_from_the_auditor_names_it_nowhere(site: Flask) -> None:
    number, other = registered(site), registered(site)
    with connections.take() as connection:
        for each in (number, other):
            log.record(connection, "case_opened", "user:1", {"case": case_of(each), "reason": "核对"})
        connection.execute("""UPDATE "case" SET compartment = 'informer' WHERE number = %s""", (number,))
    person = visitor(site, "audit")
    for address in ("/audit/log", "/audit/log.csv"):
        assert other in person.get(address).page
        assert number not in person.page
    asked, nobody = (person.get(f"/audit/log?case={each}").words.replace(each, "") for each in (number, "20200101-000001"))
    assert asked == nobody


def case_of(number: str) -> int:
    with connections.take() as connection:
        row = connection.execute('SELECT id FROM "case" WHERE number = %s', (number,)).fetchone()
    return int(str(row[0]))  # type: ignore[index]


def test_a_question_about_a_person_needs_a_reason_and_a_stranger_gives_nothing(site: Flask) -> None:
    person = visitor(site, "dpo").get("/audit/persons")
    person.send("/audit/persons", phone="13877776666", reason="x")
    assert person.status == 422
    assert "请写明理由" in person.words
    person.get("/audit/persons").send("/audit/persons", phone="13800009999", reason="信息主体要求查询")
    assert "没有找到这个人" in person.words


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_group_and_finding_has_words(locale: str) -> None:
    keys = [f"audit-kind-{kind}" for kind in KINDS] + [f"audit-group-{group}" for group in GROUPS]
    keys += [f"audit-found-{what}" for what in MEANING]
    assert [key for key in keys if not has(locale, key.replace("_", "-"))] == []


def test_an_auditor_takes_the_proof_of_a_case_and_a_stranger_checks_it(site: Flask, tmp_path: Path) -> None:
    number = registered(site)
    person = visitor(site, "audit").get("/audit/")
    assert sealing.current().key.public.hex() in person.page
    package, program = tmp_path / "case.proof.zip", tmp_path / "verify_proof.py"
    package.write_bytes(person.client.post("/audit/proofs", data={"number": f" {number} ", "csrf_token": csrf(person)}).data)
    program.write_bytes(person.client.get("/audit/verify_proof.py").data)
    key = sealing.current().key.public.hex()
    told = subprocess.run(
        [sys.executable, "-I", program, package, "--key", key], cwd=tmp_path, env={}, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout[:11]) == (0, "HOLDS: case"), told.stderr
    assert "proof" in person.get("/audit/log?what=exported&who=audit").page


def test_proofs_are_for_auditors_and_of_cases_they_may_read(site: Flask) -> None:
    number = registered(site)
    stranger = visitor(site, "call").get("/")
    assert stranger.client.post("/audit/proofs", data={"number": number, "csrf_token": csrf(stranger)}).status_code == 404
    person = visitor(site, "audit")
    kept_away = registered(site, kind="tip_off", confidential="true", compartment="informer")
    for none in ("19990101-000001", kept_away):
        person.get("/audit/").send("/audit/proofs", number=none)
        assert f"没有编号为 {none} 的案件" in person.words


def csrf(person: Visitor) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', person.page)
    assert found
    return found[1]
