"""The case page: who may open it, masked data and looking behind the mask, diagram, history."""

from __future__ import annotations

from flask import Flask

from tests.support.city import registered, task_of, visitor
from webapp.database import connections
from webapp.database.connections import json


def test_names_and_numbers_are_masked_until_a_reason_is_given_and_recorded(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "call").get(f"/cases/{number}")
    assert "13800001234" not in person.page
    assert "王小明" not in person.page
    person.send(f"/cases/{number}/reveal", reason="核对来电号码")
    assert "13800001234" in person.words
    with connections.take() as connection:
        case, _, _ = task_of(number)
        query = "SELECT about ->> 'reason', about -> 'records' FROM audit_event WHERE kind = 'unmasked' AND about @> %s"
        looked = connection.execute(query, (json({"case": case}),)).fetchall()
    assert [row[0] for row in looked] == ["核对来电号码"]
    assert {ref["class"] for ref in looked[0][1]} == {"name", "phone"}


def test_without_a_reason_nothing_is_shown(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "call").get(f"/cases/{number}")
    person.send(f"/cases/{number}/reveal", reason="想看")
    assert "13800001234" not in person.page
    assert "请写明理由" in person.words


def test_a_dispatcher_has_no_button_to_look_behind_the_mask_and_cannot_force_it(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "dispatch").get(f"/cases/{number}")
    assert not person.has_form(f"/cases/{number}/reveal")
    assert "13800001234" not in person.post(f"/cases/{number}/reveal", reason="想看一眼电话").page


def test_confidence_hides_the_requester_from_the_handling_side(site: Flask) -> None:
    number = registered(site, confidential="true")
    with connections.take() as connection:
        connection.execute(
            """INSERT INTO "position" (user_id, unit, role) SELECT id, 'lp', 'unit_clerk' FROM "user" WHERE login = 'duty'
               ON CONFLICT DO NOTHING"""
        )
    person = visitor(site, "duty").get(f"/cases/{number}")
    assert "要求保密" in person.words
    assert "13800001234" not in person.post(f"/cases/{number}/reveal", reason="联系诉求人").page


def test_confidence_also_blots_numbers_written_into_the_words(site: Flask) -> None:
    told = "三号路灯坏了三天，请打 13911112222 告诉我结果"
    open_case, confidential = registered(site, statement=told), registered(site, statement=told, confidential="true")
    assert "13911112222" in visitor(site, "dispatch").get(f"/cases/{open_case}").page
    assert "13911112222" not in visitor(site, "dispatch").get(f"/cases/{confidential}").page
    assert "13911112222" in visitor(site, "call").get(f"/cases/{confidential}").page


def test_a_look_can_never_be_erased(site: Flask) -> None:
    import psycopg
    import pytest

    number = registered(site)
    visitor(site, "call").get(f"/cases/{number}").send(f"/cases/{number}/reveal", reason="核对来电号码")
    with connections.take() as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute("DELETE FROM audit_event")


def test_a_case_of_another_district_does_not_exist(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    assert visitor(site, "lp1-dispatch").get(f"/cases/{number}").status == 200
    assert visitor(site, "lp2-dispatch").get(f"/cases/{number}").status == 404
    assert visitor(site, "lp2-dispatch").get(f"/tasks/{number}/{task}").status == 404
    assert visitor(site, "admin").get(f"/cases/{number}").status == 404
    assert visitor(site, "audit").get(f"/cases/{number}").status == 200


def test_history_says_in_words_who_did_what(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(
        f"/tasks/{number}/{task}", decision="dispatch", category="roads.surface.pothole"
    )
    words = visitor(site, "intake").get(f"/cases/{number}").words
    assert "登记了诉求" in words
    assert "完成了“审核受理”" in words
    assert "受理意见 派单办理" in words
    assert "更正事项分类 路面破损" in words
    assert "TaskCompleted" not in words


def test_the_diagram_marks_what_is_behind_and_where_the_case_stands(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    person = visitor(site, "intake").get(f"/cases/{number}")
    marks = person.page.split('data-marks="')[1].split('"')[0]
    assert "triage" in marks.split("here")[0]
    assert "dispatch" in marks.split("here")[1]
    assert b"bpmn:userTask" in person.client.get(f"/cases/{number}/diagram.bpmn").data


def test_an_unknown_number_is_explained(site: Flask) -> None:
    person = visitor(site, "call").get("/cases/20990101-000001")
    assert person.status == 404
    assert "请核对编号" in person.words
