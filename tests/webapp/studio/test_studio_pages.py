"""The pages of the studio: who may open and change what, and how an editor in the browser saves."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.support.city import Visitor, visitor


def begun(site: Flask, login: str = "model") -> tuple[Visitor, str]:
    """A visitor with a new draft of the grid event open, and its address."""
    person = visitor(site, login).get("/studio/")
    person.post("/studio/drafts", process="grid_event")
    assert person.status == 200, person.words
    found = re.search(r'data-draft="(\d+)"', person.page)
    assert found
    return person, f"/studio/drafts/{found[1]}"


def put(person: Visitor, address: str, text: str, revision: int | str) -> tuple[int, dict[str, object]]:
    token = re.search(r'data-csrf="([^"]+)"', person.page)
    assert token
    answer = person.client.put(
        address, data=text.encode(), headers={"If-Match": str(revision), "X-CSRFToken": token[1], "Content-Type": "text/plain"}
    )
    return answer.status_code, answer.get_json() or {}


@pytest.mark.parametrize("login", ["model", "review", "release", "audit"])
def test_the_studio_is_open_to_those_who_draw_judge_release_and_look(site: Flask, login: str) -> None:
    person = visitor(site, login).get("/studio/")
    assert person.status == 200
    assert person.has_form("/studio/drafts") == (login == "model")


@pytest.mark.parametrize("login", ["call", "supervise", "admin"])
def test_the_studio_is_closed_to_others(site: Flask, login: str) -> None:
    assert visitor(site, login).get("/studio/").status == 403


def test_an_editor_saves_on_top_of_what_it_has_read(site: Flask) -> None:
    person, draft = begun(site)
    address = f"{draft}/files/process.bpmn"
    read = person.client.get(address)
    assert read.headers["ETag"] == '"1"'
    text = read.get_data(as_text=True)
    status, kept = put(person, address, text + "<!-- a -->", '"1"')
    assert (status, kept["revision"]) == (200, 2)
    status, refused = put(person, address, text + "<!-- b -->", 1)
    assert (status, refused["revision"]) == (412, 2)
    assert str(refused["text"]).endswith("<!-- a -->")
    status, kept = put(person, address, text + "<!-- b -->", 2)
    assert (status, kept["revision"]) == (200, 3)


def test_a_save_without_the_revision_it_is_based_on_is_refused(site: Flask) -> None:
    person, draft = begun(site)
    assert put(person, f"{draft}/files/process.bpmn", "<a/>", "")[0] == 400


def test_a_file_the_folder_has_no_place_for_is_refused_in_words(site: Flask) -> None:
    person, draft = begun(site)
    status, refused = put(person, f"{draft}/files/run.py", "import os", 1)
    assert status == 422
    assert "manifest.json" in str(refused["message"])


@pytest.mark.parametrize("login", ["review", "release", "audit"])
def test_who_may_not_draw_reads_the_diagram_and_saves_nothing(site: Flask, login: str) -> None:
    _, draft = begun(site)
    reader = visitor(site, login).get(draft)
    assert reader.status == 200
    assert "data-editable" not in reader.page
    assert put(reader, f"{draft}/files/process.bpmn", "<a/>", 1)[0] == 403


def test_a_draft_that_does_not_exist_is_not_found(site: Flask) -> None:
    person = visitor(site, "model")
    assert person.get("/studio/drafts/999999").status == 404
    assert person.get("/studio/drafts/999999/files/process.bpmn").status == 404


def test_only_pages_with_editors_may_style_themselves_and_none_may_bring_scripts(site: Flask) -> None:
    person, draft = begun(site)
    assert "script-src 'self';" in person.get(draft).headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in person.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in person.get("/studio/").headers["Content-Security-Policy"]
