"""Drafts on pages: there again after signing out, gone with the answer."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.support.city import Visitor, registered, task_of, visitor


def saved(person: Visitor, address: str, **typed: str) -> int:
    """Save as the script does: these fields only."""
    token = person.page.split('name="csrf_token" value="')[1].split('"')[0]
    data = MultiDict([("csrf_token", token), *(("f", key) for key in typed), *typed.items()])
    return person.client.post(f"/drafts/{address}", data=data).status_code


def test_what_was_typed_is_there_after_signing_out(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    assert (
        saved(person, f"{number}/{task}", note="电话里已说明，待核实", decision="dispatch", assignee="x", csrf_token="y") == 200
    )
    person.get("/inbox").send("/sign-out")
    again = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    assert "电话里已说明，待核实" in again.page
    assert "已恢复您" in again.words
    again.send(f"/tasks/{number}/{task}", decision="dispatch")
    assert task_of(number)[2] == "dispatch"
    assert saved(again, f"{number}/{task}", note="太晚了") == 409


def test_a_draft_can_be_thrown_away(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    saved(person, f"{number}/{task}", note="不要了")
    person.get(f"/tasks/{number}/{task}").post(f"/drafts/{number}/{task}/discard")
    assert "不要了" not in person.page


def test_drafts_are_for_people_who_may_read_the_case(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "model").get("/inbox")
    assert saved(person, f"{number}/{task}", note="x") == 404
    assert saved(person, "intake", title="x") == 403


def test_the_desk_keeps_what_the_caller_said_so_far(site: Flask) -> None:
    person = visitor(site, "call").get("/intake")
    assert saved(person, "intake", title="西街护栏歪斜", phone="13800009999", command_id="x") == 200
    assert "西街护栏歪斜" in visitor(site, "call").get("/intake").page
    person.get("/intake").post("/drafts/intake/discard")
    assert "西街护栏歪斜" not in person.page
