"""Who has seen this person's data, and why: the answer names every way in which it can leave the office."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.city import registered, visitor
from webapp import vault
from webapp.audit.entries import Seen, seen_of
from webapp.casework import disclosure
from webapp.casework.actors import Actor
from webapp.database import connections
from webapp.database.connections import Connection

NUMBER = "11010519491231002X"


@pytest.fixture(scope="module")
def request_of(site: Flask) -> str:
    """A request of somebody who gave the identity number."""
    return registered(site, phone="13800004321", id_number=NUMBER)


@pytest.fixture
def connected() -> Iterator[Connection]:
    with connections.take() as connection:
        yield connection


def _seen(connection: Connection) -> Seen:
    return seen_of(connection, vault.current().find_by_id_number(connection, NUMBER))


def _case(number: str) -> int:
    return int(number.rpartition("-")[2])


def test_a_search_by_identity_number_finds_the_last_requests_and_is_recorded_without_the_number(
    site: Flask, request_of: str, connected: Connection
) -> None:
    desk = visitor(site, "call").get("/intake").post("/intake/known", id_number=NUMBER.lower(), title="", phone="")
    assert request_of in desk.words
    entry = next(entry for entry in _seen(connected).entries if entry.kind == "searched_person")
    assert (entry.about["by_what"], entry.about["why"]) == ("id", "intake")
    assert NUMBER not in json.dumps(entry.about)
    assert visitor(site, "call").get("/intake").send("/intake", id_number="110105194912310021").status == 422


def test_the_auditor_asks_by_identity_number_with_a_reason(site: Flask, request_of: str) -> None:
    page = visitor(site, "audit").get("/audit/persons").send("/audit/persons", id_number=NUMBER, reason="核查信访件")
    assert request_of in page.words
    assert page.get("/audit/persons").send("/audit/persons", id_number=NUMBER, reason="").status == 422


def test_identity_numbers_are_masked_on_the_case(site: Flask, request_of: str) -> None:
    page = visitor(site, "call").get(f"/cases/{request_of}").page
    assert "1101**********002X" in page
    assert NUMBER not in page


def test_an_exported_list_names_the_cases_in_it(site: Flask, request_of: str, connected: Connection) -> None:
    visitor(site, "intake").get("/inbox.csv?list=queue")
    entry = next(entry for entry in _seen(connected).entries if entry.kind == "exported")
    assert request_of in entry.about["listed"]
    told = visitor(site, "audit").get("/audit/log").words
    assert f"所列案件 {len(entry.about['listed'])} 件" in " ".join(told.split())


def test_a_program_that_reads_the_case_says_its_purpose_once_an_hour(site: Flask, request_of: str, connected: Connection) -> None:
    user = connected.execute("""SELECT id FROM "user" WHERE login = 'audit'""").fetchone()
    assert user
    connected.execute(
        "INSERT INTO api_token (user_id, name, token_hash, created_at) VALUES (%s, 'city map', %s, now())",
        (user[0], hashlib.sha256(b"token").digest()),
    )
    client, told = site.test_client(), {"Authorization": "Bearer token", "X-Purpose": "monthly report"}
    for _ in range(2):
        assert client.get(f"/api/v1/cases/{request_of}", headers=told).status_code == 200
        client.get(f"/api/v1/cases/{request_of}/events", headers={"Authorization": "Bearer token"})
    found = [entry for entry in _seen(connected).entries if entry.kind == "read_by_program"]
    assert [(entry.about["what"], entry.about["reason"]) for entry in found] == [
        ("events", "city map"), ("case", "monthly report"),
    ]  # fmt: skip
    assert {entry.actor for entry in found} == {f"api:{user[0]}"}


def test_a_file_that_is_opened_or_taken_away_is_recorded(site: Flask, request_of: str, connected: Connection) -> None:
    party = vault.current().find_by_id_number(connected, NUMBER)[0]
    clerk = Actor(kind="user", user_id=1)
    disclosure.note_file(clerk, _case(request_of), 77, party, "download")
    entry = next(entry for entry in _seen(connected).entries if entry.kind == "file_opened")
    assert entry.about["how"] == "download"
    assert entry.seq in _seen(connected).own
