"""The pages of decision tables: who proposes, who approves, what a sheet with mistakes gets, what the tabs of a draft keep."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.support.city import Visitor, visitor
from webapp.database import connections
from webapp.tables import register

SLA = "/studio/tables/complaint/sla"


def sheet(person: Visitor, cell: str, value: object) -> io.BytesIO:
    """The table in force with one cell changed."""
    book = load_workbook(io.BytesIO(person.client.get(f"{SLA}/table.xlsx").data))
    book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def propose(person: Visitor, cell: str, value: object, days: int = 1) -> Visitor:
    return offer(person, sheet(person, cell, value), days)


def offer(person: Visitor, content: io.BytesIO, days: int = 1) -> Visitor:
    """A workbook is handed in."""
    person.get(SLA)
    token = re.search(r'name="csrf_token" value="([^"]+)"', person.page)
    assert token
    answer = person.client.post(f"{SLA}/propose", data={
        "csrf_token": token[1], "how": "sheet", "effective_from": (register.today() + timedelta(days=days)).isoformat(),
        "basis": "市政府办12号", "sheet": (content, "sla.xlsx"),
    }, content_type="multipart/form-data", follow_redirects=True)  # fmt: skip
    person.page, person.status = answer.get_data(as_text=True), answer.status_code
    return person


def newest() -> register.Publication:
    with connections.take() as connection:
        return register.waiting(connection)[-1]


def test_a_limit_changed_in_a_spreadsheet_is_proposed_by_one_and_approved_by_another(site: Flask) -> None:
    person = propose(visitor(site, "model"), "G8", '"6wd"')
    assert person.status == 200
    assert "<del>&#34;5wd&#34;</del>" in person.page
    assert "待复核" in person.page or "waiting" in person.page
    address = f"/studio/tables/publications/{newest().id}"
    assert not person.has_form(f"{address}/approve")
    other = visitor(site, "review").get(address)
    assert other.has_form(f"{address}/approve")
    other.post(f"{address}/approve")
    with connections.take() as connection:
        published = register.of(connection, "complaint", "sla")[0]
    assert (published.status, published.xml is not None and "6wd" in published.xml) == ("published", True)
    assert str(published.id) in visitor(site, "audit").get(SLA).page


def test_a_spreadsheet_with_mistakes_is_answered_cell_by_cell_and_nothing_is_proposed(site: Flask) -> None:
    person = propose(visitor(site, "model"), "G8", "6wd")
    assert person.status == 422
    assert "G8" in person.page
    with connections.take() as connection:
        assert [one for one in register.waiting(connection) if one.decision == "sla"] == []


@pytest.mark.parametrize(("login", "status"), [("model", 200), ("audit", 200), ("call", 403)])
def test_the_tables_are_open_to_whoever_has_the_studio(site: Flask, login: str, status: int) -> None:
    person = visitor(site, login)
    for address in ("/studio/tables/", SLA, f"{SLA}/compare", f"{SLA}/table.xlsx"):
        assert person.client.get(address).status_code == status, address


def test_only_modellers_propose_and_only_reviewers_answer(site: Flask) -> None:
    propose(visitor(site, "model"), "G8", '"7wd"')
    number = newest().id
    for login, address in (("model", "approve"), ("release", "approve"), ("review", "withdraw")):
        person = visitor(site, login).get(f"/studio/tables/publications/{number}")
        assert person.post(f"/studio/tables/publications/{number}/{address}").status == 403, login
    assert not visitor(site, "review").get(SLA).has_form(f"{SLA}/propose")


def test_what_is_not_there_is_not_found(site: Flask) -> None:
    person = visitor(site, "model")
    for address in ("/studio/tables/complaint/nothing", "/studio/tables/nothing/sla", "/studio/tables/publications/99999"):
        assert person.get(address).status == 404
    assert person.get(f"{SLA}/compare?to=99999").status == 404


def test_the_tabs_of_a_draft_open_and_a_sheet_goes_into_it(site: Flask) -> None:
    person = visitor(site, "model").get("/studio/")
    person.post("/studio/drafts", process="complaint")
    found = re.search(r'data-draft="(\d+)"', person.page)
    assert found
    draft = f"/studio/drafts/{found[1]}"
    for tab in ("tables", "tables?decision=callback_sampling", "forms", "forms?form=triage", "texts"):
        assert person.get(f"{draft}/{tab}").status == 200, tab
    person.get(f"{draft}/tables?decision=sla")
    token = re.search(r'name="csrf_token" value="([^"]+)"', person.page)
    assert token
    answer = person.client.post(f"{draft}/tables/sla/sheet", data={
        "csrf_token": token[1], "sheet": (sheet(person, "G8", '"8wd"'), "sla.xlsx"),
    }, content_type="multipart/form-data")  # fmt: skip
    assert answer.status_code == 303
    assert '"8wd"' in person.client.get(f"{draft}/files/sla.dmn").get_data(as_text=True)
    text = person.client.get(f"{draft}/files/sla.dmn").get_data(as_text=True).replace('"8wd"', "8wd")
    headers = {"X-CSRFToken": token[1]}
    checked = person.client.post(f"{draft}/tables/check", json={"path": "sla.dmn", "text": text}, headers=headers).get_json()
    assert [(one["decision"], one["row"], one["column"]) for one in checked["problems"]] == [("sla", 5, 5)]
    form = '{"components": [{"type": "textfield", "key": "a", "label": "甲"}, {"type": "nonsense", "key": "b"}]}'
    seen = person.client.post(
        f"{draft}/forms/preview", json={"path": "forms/triage.json", "text": form}, headers=headers
    ).get_json()
    assert 'name="a"' in seen["html"]
    assert "nonsense" not in seen["html"]


def test_a_download_stands_in_the_offices_log(site: Flask) -> None:
    visitor(site, "model").client.get(f"{SLA}/table.xlsx")
    with connections.take() as connection:
        row = connection.execute(
            "SELECT about->>'what', about->>'format' FROM audit_event WHERE kind = 'exported' ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    assert row == ("时限 (sla)", "xlsx")


def test_a_proposal_waits_on_the_first_page_and_at_the_door_of_the_studio(site: Flask) -> None:
    propose(visitor(site, "model"), "G8", '"8wd"')
    page = visitor(site, "review").get("/studio/")
    assert "决策表待复核" in page.words
    assert f"/studio/tables/publications/{newest().id}" in page.page
    assert re.search(r"建模\s*[0-9]+\s*[0-9]+项待处理", page.words)
    assert "项待处理" not in visitor(site, "model").get("/studio/").words
