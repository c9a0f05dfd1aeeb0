"""Templates on pages: kept by those who lead, offered where they fit, filled in."""

from __future__ import annotations

from flask import Flask

from tests.support.city import registered, task_of, visitor

TEXT = {"kind": "reply", "title": "受理告知", "text": "您的诉求{{编号}}已受理。", "unit": "lp-roads"}


def test_a_leader_writes_a_text_and_everybody_of_the_unit_finds_it_by_two_characters(site: Flask) -> None:
    leader = visitor(site, "lp-roads-leader").get("/knowledge/new").send("/knowledge/new", **TEXT)
    assert "第 1 版" in leader.words
    clerk = visitor(site, "lp-roads-clerk").get("/knowledge/?words=告知")
    assert "受理告知" in clerk.words
    assert not clerk.has_form("/knowledge/new")
    assert "受理告知" not in visitor(site, "lp101-dispatch").get("/knowledge/").words


def test_who_does_not_keep_texts_cannot(site: Flask) -> None:
    clerk = visitor(site, "lp-roads-clerk").get("/knowledge/")
    assert clerk.get("/knowledge/new").status == 403
    clerk.get("/knowledge/")
    assert clerk.post("/knowledge/new", **TEXT).status == 403
    assert visitor(site, "lp-roads-leader").get("/knowledge/new").post("/knowledge/new", **TEXT | {"unit": "lp"}).status == 403
    assert visitor(site, "model").get("/knowledge/").status == 403


def test_a_variable_that_does_not_exist_is_named(site: Flask) -> None:
    leader = visitor(site, "lp-roads-leader").get("/knowledge/new")
    leader.send("/knowledge/new", **TEXT | {"text": "电话{{phone}}"})
    assert leader.status == 422
    assert "没有这样的变量：phone" in leader.words
    assert "电话{{phone}}" in leader.page


def test_a_task_offers_what_fits_filled_in(site: Flask) -> None:
    keeper = visitor(site, "supervise").get("/knowledge/new")
    unit = keeper.page.split('name="unit"')[1].split('value="')[2].split('"')[0]
    keeper.send("/knowledge/new", **TEXT | {"title": "审核用语", "unit": unit, "element": "triage"})
    assert keeper.status == 200, keeper.words
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "intake")
    found = person.client.get(f"/knowledge/for/{number}/{task}?words=用语").json
    assert [(entry["title"], entry["text"]) for entry in found] == [("审核用语", f"您的诉求{number}已受理。")]  # type: ignore[union-attr]
    assert visitor(site, "model").client.get(f"/knowledge/for/{number}/{task}").status_code == 403
