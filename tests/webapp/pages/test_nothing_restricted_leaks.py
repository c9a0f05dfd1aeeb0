"""Restricted cases planted at every stage of the loop: for people without clearance nothing in the whole program changes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from engine.now import Traveller, at, now
from tests.conftest import MONDAY
from tests.support.city import Visitor, visitor
from webapp.boards import counting
from webapp.casework import tokens
from webapp.database import connections
from webapp.demo.requests import invent
from webapp.simulation.simulate import simulate

PEOPLE = ("lp-roads-leader", "dispatch", "supervise", "audit")
PLANTED = 10
AGO = timedelta(days=12)
WORD = "不能外传"
"""Part of every planted title."""
LISTS = (
    "/inbox", "/inbox?list=queue", "/inbox?list=unit", "/inbox?list=done", "/inbox?list=watching", f"/inbox?list=unit&q={WORD}",
    "/clearance", "/clearance?state=cleared", "/supervision", "/supervision?state=closed", "/campaigns/",
    "/notices/", "/notices/bell", "/grid", "/recusals", "/deputies/",
)  # fmt: skip
"""Pages that must read the same as if the cases were not there, numbers and all. Boards and cards of units are figures for
everybody; they may count a restricted case, and say nothing of it."""
EXPORTS = ("/inbox.csv?list=unit", "/inbox.xlsx?list=unit", "/clearance.csv", "/clearance.xlsx", "/supervision.csv")
NOT_BY_THEM = """
    UPDATE work_item SET
        assignee_id = CASE WHEN assignee_id IN (SELECT id FROM "user" WHERE login = ANY(%(people)s)) THEN 1 ELSE assignee_id END,
        ended_by = CASE WHEN ended_by IN (SELECT id FROM "user" WHERE login = ANY(%(people)s)) THEN 1 ELSE ended_by END
"""
"""Whoever worked on a case by name goes on seeing it: here they did not."""


@dataclass(frozen=True)
class Seen:
    """What one person read: words of the lists before and after the cases were planted, and every address afterwards."""

    person: Visitor
    before: dict[str, str]
    after: dict[str, str]
    everywhere: dict[str, bytes]


@pytest.fixture(scope="module")
def seen(site: Flask) -> dict[str, Seen]:
    with at(MONDAY):
        people = {login: visitor(site, login) for login in PEOPLE}
        before = {login: _read(person) for login, person in people.items()}
        _plant()
        return {login: Seen(person, before[login], _read(person), _everywhere(site, person)) for login, person in people.items()}


def _read(person: Visitor) -> dict[str, str]:
    return {page: person.get(page).words for page in LISTS}


def _everywhere(site: Flask, person: Visitor) -> dict[str, bytes]:
    rules = [rule.rule for rule in site.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    return {rule: person.client.get(rule).data for rule in [*rules, *EXPORTS] if not rule.startswith("/api")}


def _plant() -> None:
    """A dozen requests at all stages, some late, some with supervision cases, some closed; all of them restricted."""
    planted = invent(PLANTED, seed=7, since=MONDAY - AGO, until=MONDAY - timedelta(days=2))
    simulate(seed=7, requests=planted, include_open=False, until=MONDAY)
    with connections.take() as connection:
        connection.execute(
            """UPDATE "case" SET compartment = 'informer', title = %s || number WHERE process IN ('complaint', 'supervision')""",
            (WORD,),
        )
        connection.execute("UPDATE work_item SET title = %s || number", (WORD,))
        connection.execute(NOT_BY_THEM, {"people": list(PEOPLE)})
        while counting.count_some(connection):
            pass


@pytest.mark.parametrize("login", PEOPLE)
def test_lists_and_their_numbers_read_as_if_the_cases_were_not_there(seen: dict[str, Seen], login: str) -> None:
    read = seen[login]
    assert {page: (read.before[page], read.after[page]) for page in LISTS if read.before[page] != read.after[page]} == {}


@pytest.mark.parametrize("login", PEOPLE)
def test_no_address_and_no_export_says_a_word_of_them(seen: dict[str, Seen], login: str) -> None:
    with connections.take() as connection:
        numbers = [str(row[0]) for row in connection.execute("""SELECT number FROM "case" WHERE compartment IS NOT NULL""")]
    read = {address: data.decode(errors="replace") + _unpacked(data) for address, data in seen[login].everywhere.items()}
    assert len(read) > 30
    assert {address for address, text in read.items() for word in (WORD, *numbers) if word in text} == set()


@pytest.mark.parametrize("login", PEOPLE)
def test_their_own_addresses_are_not_found(seen: dict[str, Seen], clock: Traveller, login: str) -> None:
    with connections.take() as connection:
        cases = connection.execute(
            """SELECT c.number, (SELECT max(task) FROM work_item w WHERE w.case_id = c.id) FROM "case" c
               WHERE c.compartment IS NOT NULL ORDER BY c.id LIMIT 4"""
        ).fetchall()
    for number, task in cases:
        for address in ("/cases/{}", "/cases/{}/diagram.bpmn", "/cases/{}/recusal", "/cases/{}/look", f"/tasks/{{}}/{task or 1}"):
            answer = seen[login].person.client.get(address.format(number))
            assert answer.status_code in {403, 404}, (login, address)
            assert WORD not in answer.get_data(as_text=True)


def test_the_api_says_nothing_of_them(site: Flask, seen: dict[str, Seen], clock: Traveller) -> None:
    for login in PEOPLE:
        headers = {"Authorization": f"Bearer {_token(login)}"}
        for address in ("/api/v1/cases", "/api/v1/tasks", "/api/v1/tasks?list=queue"):
            answer = site.test_client().get(address, headers=headers)
            assert answer.status_code == 200
            assert WORD not in answer.get_data(as_text=True)


def test_somebody_who_is_cleared_finds_them(seen: dict[str, Seen], clock: Traveller) -> None:
    """Otherwise the tests above would prove nothing."""
    with connections.take() as connection:
        connection.execute(
            """INSERT INTO compartment_grant (user_id, compartment, reason, granted_by, granted_at)
               SELECT id, 'informer', '专人办理', 1, %s FROM "user" WHERE login = 'dispatch'""",
            (now(),),
        )
        row = connection.execute("""SELECT number FROM "case" WHERE process = 'complaint' LIMIT 1""").fetchone()
    person = seen["dispatch"].person
    assert WORD in person.get("/inbox?list=unit").words
    assert person.get(f"/cases/{row[0]}").status == 200  # type: ignore[index]


def _token(login: str) -> str:
    with connections.take() as connection:
        row = connection.execute('SELECT id FROM "user" WHERE login = %s', (login,)).fetchone()
        return tokens.issue(connection, int(str(row[0])), "test")  # type: ignore[index]


def _unpacked(data: bytes) -> str:
    """The text inside a workbook."""
    if not data.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
