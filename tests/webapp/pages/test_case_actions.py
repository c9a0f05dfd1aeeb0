"""What may be done on the page of a case: buttons for those who may, a reason for what needs one, once."""

from __future__ import annotations

from flask import Flask

from tests.support.city import registered, task_of, visitor
from webapp.database import connections


def events(number: str, kind: str) -> list[dict[str, object]]:
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT e.data FROM case_event e JOIN "case" c ON c.id = e.case_id
               WHERE c.number = %s AND e.kind = %s ORDER BY e.seq""",
            (number, kind),
        ).fetchall()
    return [row[0] for row in rows]  # type: ignore[misc]


def test_buttons_are_there_for_those_who_may_and_no_others(site: Flask) -> None:
    number = registered(site)
    supervisor, auditor = visitor(site, "supervise").get(f"/cases/{number}"), visitor(site, "audit").get(f"/cases/{number}")
    for action in ("pause", "extend", "amend", "cancel", "note"):
        assert supervisor.has_form(f"/cases/{number}/{action}"), action
        assert not auditor.has_form(f"/cases/{number}/{action}"), action


def test_a_clock_is_stopped_let_go_and_extended_for_a_reason(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "supervise").get(f"/cases/{number}")
    person.send(f"/cases/{number}/pause", clock="accept", reason=" ")
    assert "请用几个字说明" in person.words
    assert events(number, "ClockPaused") == []
    person.send(f"/cases/{number}/pause", clock="accept", reason="等待诉求人补充，电话13800001234")
    assert "计时已暂停" in person.words
    assert "13800001234" not in str(events(number, "ClockPaused"))
    person.send(f"/cases/{number}/resume", clock="accept", reason="材料已补充")
    person.send(f"/cases/{number}/extend", clock="accept", amount="2", unit="wd", reason="需要实地核实")
    person.client.post(f"/cases/{number}/extend", data=person.sent)
    assert [event["by"] for event in events(number, "ClockExtended")] == ["2wd"]
    person.get(f"/cases/{number}").post(f"/cases/{number}/extend", clock="accept", amount="61", unit="wd", reason="还要很久")
    assert "超过人工延期一次的上限" in person.words
    assert len(events(number, "ClockExtended")) == 1


def test_facts_are_corrected_and_what_follows_from_them_follows(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "supervise").get(f"/cases/{number}")
    person.send(f"/cases/{number}/amend", category="utilities.water.cut", urgency="urgent", reason="实为停水")
    assert "已更正" in person.words
    with connections.take() as connection:
        row = connection.execute('SELECT category, urgency FROM "case" WHERE number = %s', (number,)).fetchone()
    assert row == ("utilities.water.cut", "urgent")
    assert person.post(f"/cases/{number}/amend", category="no.such", reason="试一下不存在的").status == 400


def test_a_note_is_for_colleagues_and_a_restricted_one_for_its_unit(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "intake").get(f"/cases/{number}")
    unit = person.page.split('id="note-audience"')[1].split('<option value="')[2].split('"')[0]
    person.send(f"/cases/{number}/note", words="来电人情绪激动，慢慢说", audience="")
    person.send(f"/cases/{number}/note", words="此事另有隐情，勿外传", audience=unit)
    assert "勿外传" in person.words
    assert "情绪激动" not in str(events(number, "NoteAdded"))
    colleague = visitor(site, "lp101-dispatch").get(f"/cases/{number}").words
    assert "备注" in colleague
    assert "勿外传" not in colleague
    elsewhere = visitor(site, "lp-roads-leader")
    assert elsewhere.get(f"/cases/{number}").status == 404 or "勿外传" not in elsewhere.words
    person.post(f"/cases/{number}/note", words="越权的备注", audience="lp-roads")
    assert len(events(number, "NoteAdded")) == 2


def test_a_task_is_given_to_a_person_by_the_leader_of_its_unit(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "supervise").get(f"/cases/{number}")
    chosen = person.page.split(f'id="assign-{task}"')[1].split('<option value="')[2].split('"')[0]
    person.send(f"/cases/{number}/assign", task=str(task), assignee=chosen)
    assert [event["assignee"] for event in events(number, "TaskAssigned")] == [int(chosen)]
    person.send(f"/cases/{number}/release", task=str(task))
    assert len(events(number, "TaskReleased")) == 1


def test_a_duplicate_is_merged_and_taken_out_again(site: Flask) -> None:
    parent, child = registered(site), registered(site)
    person = visitor(site, "intake").get(f"/cases/{child}")
    person.send(f"/cases/{child}/merge", into="20990101-000009")
    assert "已并单" not in person.words
    person.send(f"/cases/{child}/merge", into=parent)
    assert "已并单" in person.words or "不能并单" in person.words or "不在等" in person.words


def test_a_case_is_cancelled_with_a_reason_and_for_good(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "supervise").get(f"/cases/{number}")
    person.send(f"/cases/{number}/cancel", reason="测试件")
    assert "请用几个字说明" in person.words
    person.send(f"/cases/{number}/cancel", reason="误登记的测试件")
    assert events(number, "CaseCancelled") == [{"reason": "误登记的测试件"}]


def test_why_it_went_this_way_is_said_by_the_row_of_the_table(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "intake")
    person.get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    words = person.get(f"/cases/{number}").words
    assert "为什么这样走" in words
    assert "主办" in words.split("为什么这样走")[1][:300] or "属地" in words.split("为什么这样走")[1][:300]


def test_the_diagram_speaks_english_to_readers_of_english(site: Flask) -> None:
    number = registered(site)
    chinese = visitor(site, "intake").client.get(f"/cases/{number}/diagram.bpmn").get_data(as_text=True)
    english = visitor(site, "audit")
    english.get("/inbox").send("/language", locale="en")
    try:
        xml = english.client.get(f"/cases/{number}/diagram.bpmn").get_data(as_text=True)
    finally:
        english.get("/inbox").send("/language", locale="zh_CN")
    assert 'name="收到诉求"' in chinese
    assert 'name="收到诉求"' not in xml
