"""The findings of a draft: for the editor while somebody draws, as a tab over all files; and the drawing in words beside it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.support.city import Visitor, registered, visitor
from tests.webapp.studio.test_looking import form
from tests.webapp.studio.test_studio_pages import begun, put
from webapp.studio.looking import look


def asked(person: Visitor, address: str, body: object) -> tuple[int, dict[str, list[dict[str, object]]]]:
    token = re.search(r'data-csrf="([^"]+)"', person.page)
    assert token
    answer = person.client.post(address, json=body, headers={"X-CSRFToken": token[1]})
    return answer.status_code, answer.get_json(silent=True) or {}


def test_a_fresh_draft_is_without_findings(site: Flask) -> None:
    person, draft = begun(site)
    assert asked(person, f"{draft}/findings", {}) == (200, {"findings": []})
    assert "没有问题" in person.get(f"{draft}/findings").words


def test_unsaved_text_is_looked_at_and_not_kept(site: Flask) -> None:
    person, draft = begun(site)
    text = person.client.get(f"{draft}/files/process.bpmn").get_data(as_text=True)
    broken = text.replace(' default="', ' other="', 1)
    status, told = asked(person, f"{draft}/findings", {"path": "process.bpmn", "text": broken})
    found = next(f for f in told["findings"] if f["rule"] == "gateway_default_missing")
    assert status == 200
    assert found["fixes"] == ["set_default"]
    assert all(str(found[part]) in str(found["message"]) for part in ("where", "reason", "remedy"))
    assert found["lesson"]
    assert asked(person, f"{draft}/findings", {}) == (200, {"findings": []})


def test_the_tab_names_the_findings_of_every_file_and_leads_to_the_place(site: Flask) -> None:
    person, draft = begun(site)
    page = person.get(draft).page
    text = person.client.get(f"{draft}/files/process.bpmn").get_data(as_text=True)
    status, _ = put(person, f"{draft}/files/process.bpmn", text.replace(' default="', ' other="', 1), 1)
    assert status == 200, page
    status, _ = put(person, f"{draft}/files/locale/en.json", "{", 2)
    assert status == 200
    person.get(f"{draft}/findings")
    assert "没有默认出口" in person.words
    assert "locale/en.json" in person.words
    assert re.search(rf'href="{draft}\?file=process.bpmn&amp;element=\w+"', person.page)


def test_what_is_no_question_is_refused(site: Flask) -> None:
    person, draft = begun(site)
    assert asked(person, f"{draft}/findings", [1])[0] == 400
    assert asked(person, f"{draft}/findings", {"path": 1, "text": "x"})[0] == 400
    assert asked(person, f"{draft}/findings", {"path": "../x.py", "text": "x"})[0] == 422
    assert asked(person, "/studio/drafts/999999/findings", {})[0] == 404


def test_the_drawing_in_words_is_made_of_unsaved_text_too(site: Flask) -> None:
    person, draft = begun(site)
    text = person.client.get(f"{draft}/files/process.bpmn").get_data(as_text=True)
    token = re.search(r'data-csrf="([^"]+)"', person.page)
    assert token
    answer = person.client.post(
        f"{draft}/outline", json={"path": "process.bpmn", "text": text}, headers={"X-CSRFToken": token[1]}
    )
    words = re.sub(r"<[^>]+>", "", answer.get_data(as_text=True))
    assert "人工任务" in words
    assert "其余情况" in words


def test_a_case_page_leads_to_its_diagram_in_words_and_says_where_the_case_is(site: Flask) -> None:
    call = visitor(site, "call")
    number = registered(site)
    page = call.get(f"/cases/{number}")
    assert f"/cases/{number}/outline" in page.page
    words = call.get(f"/cases/{number}/outline").words
    assert "流程文字版" in words
    assert words.count("现在在这里") >= 1


def test_files_that_take_too_long_to_check_are_said_to(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(look.__kwdefaults__, "seconds", 0.1)
    person, draft = begun(site)
    for number in range(4):
        put(person, f"{draft}/files/forms/f{number}.json", form(number, 5_000), 1 + number)
    assert "检查起来超出了时限" in person.get(f"{draft}/findings").words
