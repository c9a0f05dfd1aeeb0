"""Reads, rights and rules leave their line in the office's own log, and nothing personal with it."""

from __future__ import annotations

import json as text
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.support import city
from tests.support.city import registered, visitor
from webapp import demo
from webapp.config import Config
from webapp.database import connections
from webapp.models import db
from webapp.pages import limits


@pytest.fixture(scope="module")
def site(module_database: Config) -> Iterator[Flask]:
    app = city.build(module_database)
    limits.forget()
    yield app
    with app.app_context():
        db.engine.dispose()


def entries(kind: str) -> list[tuple[str, dict[str, Any]]]:
    with connections.take() as connection:
        return connection.execute("SELECT actor, about FROM audit_event WHERE kind = %s ORDER BY seq", (kind,)).fetchall()  # type: ignore[return-value]


def user_id(login: str) -> int:
    with connections.take() as connection:
        return int(str(connection.execute('SELECT id FROM "user" WHERE login = %s', (login,)).fetchone()[0]))  # type: ignore[index]


def test_who_comes_and_goes(site: Flask) -> None:
    person = visitor(site, "quality")
    person.post("/sign-out")
    label = f"user:{user_id('quality')}"
    assert entries("signed_in")[-1][0] == entries("signed_out")[-1][0] == label
    assert "127.0.0.1" not in text.dumps(entries("signed_in"))


@pytest.mark.parametrize(
    ("login", "password", "why"), [("quality", "wrong", "password"), ("nobody-of-this-name", demo.PASSWORD, "unknown")]
)
def test_who_is_refused_without_what_was_typed(site: Flask, login: str, password: str, why: str) -> None:
    visitor(site).get("/sign-in").send("/sign-in", login=login, password=password)
    actor, about = entries("sign_in_refused")[-1]
    assert (actor, about["why"]) == ("party", why)
    assert about["user"] == (user_id("quality") if why == "password" else None)
    assert "nobody-of" not in text.dumps(about)


def test_a_search_by_phone_once_per_number_and_without_the_number(site: Flask) -> None:
    registered(site)
    desk = visitor(site, "call").get("/intake")
    before = len(entries("searched_person"))
    for title in ("路灯", "路灯不亮"):
        desk.post("/intake/known", phone="13800001234", title=title)
        desk.get("/intake")
    found = entries("searched_person")[before:]
    assert len(found) == 1
    assert found[0][1]["persons"]
    assert "13800001234" not in text.dumps(entries("searched_person"))
    desk.post("/intake/known", phone="13911119999", title="")
    assert entries("searched_person")[-1][1]["persons"] == []


def test_an_unfinished_number_that_finds_nobody_is_no_search(site: Flask) -> None:
    before = len(entries("searched_person"))
    visitor(site, "call").get("/intake").post("/intake/known", phone="1380000", title="")
    assert len(entries("searched_person")) == before


def test_a_file_of_a_list_is_an_export(site: Flask) -> None:
    person = visitor(site, "supervise").get("/clearance.csv?words=13800001234")
    if person.status == 404:
        person.get("/clearance")
        address = next(part.split('"')[0] for part in person.page.split('href="') if ".csv" in part.split('"')[0])
        person.get(address.replace("&amp;", "&"))
    actor, about = entries("exported")[-1]
    assert actor == f"user:{user_id('supervise')}"
    assert about["format"] == "csv"


def test_the_protection_officer_hears_when_an_informers_details_are_opened(site: Flask) -> None:
    number = registered(site, kind="tip_off", confidential="true", compartment="informer")
    officer = user_id("dpo")
    with connections.take() as connection:
        connection.execute(
            """INSERT INTO compartment_grant (user_id, compartment, reason, granted_by, granted_at)
               VALUES (%s, 'informer', '测试', 1, now())""", (user_id("call"),)
        )  # fmt: skip
    visitor(site, "call").get(f"/cases/{number}").send(f"/cases/{number}/reveal", reason="联系举报人核实")
    bell = visitor(site, "dpo").get("/notices")
    assert number in bell.words
    assert "举报人" in bell.words
    with connections.take() as connection:
        rows = connection.execute("SELECT user_id FROM personal_notice WHERE kind = 'informer_revealed'")
        assert {row[0] for row in rows.fetchall()} == {officer}
