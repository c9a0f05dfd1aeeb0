"""The task page: the form of the diagram, conditions, mistakes, and two people at the same task."""

from __future__ import annotations

import re

from flask import Flask

from tests.support.city import Visitor, registered, sealed, task_of, visitor
from webapp.database import connections


def test_the_form_speaks_the_language_of_the_reader(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    assert "受理意见" in visitor(site, "intake").get(f"/tasks/{number}/{task}").words
    person = visitor(site, "intake")
    person.send("/language", locale="en")
    try:
        words = person.get(f"/tasks/{number}/{task}").words
        assert "Review and accept" in words
        assert "受理意见" not in words
    finally:
        person.send("/language", locale="zh_CN")


def test_facts_clocks_and_last_steps_stand_beside_the_form(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    words = visitor(site, "intake").get(f"/tasks/{number}/{task}").words
    assert "电动车多次摔倒" in words  # the statement is what she works with
    assert "王*明" in words
    assert "13800001234" not in words
    assert "受理开始计时" in words


def test_a_missing_answer_is_named_and_what_was_typed_stays(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    person.send(f"/tasks/{number}/{task}", decision="answered_directly", note="电话里说清楚了")
    assert person.status == 422
    assert "请填写" in person.words
    assert "电话里说清楚了" in person.page
    assert task_of(number)[2] == "triage"


def test_a_hidden_field_is_neither_asked_nor_kept(site: Flask) -> None:
    number = registered(site)
    case, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    answer = person.client.post(
        f"/tasks/{number}/{task}/conditions", data={"csrf_token": _token(person.page), "decision": "dispatch"}
    )
    assert "told_text" in answer.json["off"]
    person.send(f"/tasks/{number}/{task}", decision="dispatch", told_text="不该留下")
    with connections.take() as connection:
        file = connection.execute('SELECT file FROM "case" WHERE id = %s', (case,)).fetchone()[0]
    assert "told_text" not in file["triage"]


def test_the_suggestion_of_the_decision_table_is_filled_in(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    _, task, element = task_of(number)
    assert element == "dispatch"
    page = visitor(site, "dispatch").get(f"/tasks/{number}/{task}")
    assert re.search(r'value="lp-roads"[^>]* selected', page.page)
    assert "按决策表建议" in page.words


def test_sending_twice_does_it_once(site: Flask) -> None:
    number = registered(site)
    case, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    person.send(f"/tasks/{number}/{task}", decision="dispatch")
    again = person.client.post(f"/tasks/{number}/{task}", data=person.sent)
    assert again.status_code == 303
    with connections.take() as connection:
        done = connection.execute("SELECT count(*) FROM case_event WHERE case_id = %s AND kind = 'TaskCompleted'", (case,))
        assert done.fetchone() == (1,)


def test_whoever_comes_too_late_is_told_who_was_faster_and_keeps_the_text(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    address = f"/tasks/{number}/{task}"
    # a second person holding the same position
    with connections.take() as connection:
        connection.execute(
            """INSERT INTO "position" (user_id, unit, role) SELECT id, 'lp', 'intake_reviewer' FROM "user" WHERE login = 'call2'
               ON CONFLICT DO NOTHING"""
        )
    slow = visitor(site, "call2").get(address)
    visitor(site, "intake").get(address).send(address, decision="dispatch")
    slow.send(address, decision="answered_directly", told_text="请拨打社区电话咨询")
    assert slow.status == 409
    assert "完成" in slow.words
    assert "请拨打社区电话咨询" in slow.page
    with connections.take() as connection:
        (name,) = connection.execute("""SELECT name FROM "user" WHERE login = 'intake'""").fetchone()
    assert f"已由{name}" in slow.words


def test_personal_answers_go_to_the_vault_only(site: Flask) -> None:
    number = registered(site)
    case, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    person.send(f"/tasks/{number}/{task}", decision="dispatch", note="来电人腿脚不便，住三楼")
    with connections.take() as connection:
        (text,) = connection.execute("SELECT string_agg(data::text, '') FROM case_event WHERE case_id = %s", (case,)).fetchone()
        (file,) = connection.execute('SELECT file::text FROM "case" WHERE id = %s', (case,)).fetchone()
    assert "腿脚不便" not in text + file
    assert "来电人腿脚不便" in visitor(site, "intake").get(f"/cases/{number}").words


def test_sending_personal_answers_twice_seals_them_once(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    before = sealed()
    person.send(f"/tasks/{number}/{task}", decision="dispatch", note="来电人腿脚不便，住三楼")
    once = sealed()
    assert person.client.post(f"/tasks/{number}/{task}", data=person.sent).status_code == 303
    assert before[1] + 1 == once[1]
    assert sealed() == once


def _token(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def test_who_did_a_step_is_not_offered_its_check(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    _, task, _ = task_of(number)
    dispatcher = visitor(site, "dispatch").get(f"/tasks/{number}/{task}")
    dispatcher.send(f"/tasks/{number}/{task}", how="assign", target="lp-roads", forced="true", note="推诿多次，经研究指定")
    _, task, element = task_of(number)
    assert element == "approve_forced"
    words = dispatcher.get(f"/tasks/{number}/{task}").words
    assert "须由另一人复核" in words
    assert "data-draft=" not in dispatcher.page


def test_the_queue_says_which_steps_need_somebody_else_and_leads_nobody_to_them(site: Flask) -> None:
    dispatcher, asked = visitor(site, "dispatch"), "list=queue&words=无人代裁"
    number, another = (registered(site, title=title) for title in ("无人代裁的桥头护栏松动多日", "孩子入学报名材料无人代裁"))
    for waiting in (number, another):
        _answer(visitor(site, "intake"), waiting, decision="dispatch")
    _answer(dispatcher, number, how="assign", target="lp-roads")
    _answer(visitor(site, "lp-roads-clerk"), number, decision="return", return_basis="三定方案：此路由区城管局管养")
    assert task_of(number)[2] == "adjudicate"
    assert len(re.findall("须由他人办", dispatcher.get(f"/inbox?{asked}").page)) == 1
    assert len(re.findall('formaction="/inbox/claim"', dispatcher.page)) == 1
    assert len(re.findall('formaction="/inbox/claim"', visitor(site, "dispatch2").get(f"/inbox?{asked}").page)) == 2
    _answer(dispatcher, another, how="assign", target="lp-roads", **{"from": asked})
    assert dispatcher.has_form("/inbox/bulk"), "the list, not the ruling that only somebody else may give"


def test_several_units_are_ticked_one_click_each(site: Flask) -> None:
    number = registered(site)
    _answer(visitor(site, "intake"), number, decision="dispatch")
    _, task, _ = task_of(number)
    page = visitor(site, "dispatch").get(f"/tasks/{number}/{task}").page
    boxes = re.findall(r'<input type="checkbox" name="co_units" value="([^"]+)"', page)
    assert {"lp-environment", "lp-roads"} <= set(boxes)
    assert "multiple" not in page
    _answer(visitor(site, "dispatch"), number, how="assign", target="lp-roads", co_units=["lp-environment", "lp-utilities"])
    with connections.take() as connection:
        (file,) = connection.execute('SELECT file FROM "case" WHERE number = %s', (number,)).fetchone()
    assert file["co_units"] == ["lp-environment", "lp-utilities"]


def test_what_to_tell_the_requester_is_asked_once_it_is_known_that_he_is_told(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    off = re.search(r'data-off="([^"]*)"', visitor(site, "intake").get(f"/tasks/{number}/{task}").page)
    assert off
    assert "told_text" in off[1]


def test_why_names_an_outcome_as_its_own_table_does(site: Flask) -> None:
    number = registered(site)
    _answer(visitor(site, "intake"), number, decision="dispatch")
    _answer(visitor(site, "dispatch"), number, how="assign", target="lp-roads")
    words = visitor(site, "lp-roads-leader").get(f"/cases/{number}").words
    assert "可以派单：是" in words
    assert "可以中止" not in words


def _answer(person: Visitor, number: str, **answers: str | list[str]) -> None:
    """Do the only open task of a case."""
    _, task, _ = task_of(number)
    person.get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
