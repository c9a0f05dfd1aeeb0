"""The supervision desk: by level, who must answer, cards, visits on site, opening by hand, instructions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from engine import now
from engine.now import Traveller
from tests.conftest import MONDAY
from tests.support.city import Visitor, registered, task_of, visitor
from webapp.casework.supervision_rules import counted_cards
from webapp.database import connections
from webapp.pages import limits
from webapp.workers.drain import drain

DAYS = timedelta(days=9)


def with_the_road_bureau(site: Flask) -> str:
    number = registered(site)
    for login, answers in (("intake", {"decision": "dispatch"}), ("dispatch", {"how": "assign", "target": "lp-roads"})):
        _, task, _ = task_of(number)
        visitor(site, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
    drain()
    return number


@pytest.fixture(scope="module")
def late(site: Flask) -> str:
    """Number of a request about a road that is some days late."""
    limits.forget()
    with now.at(MONDAY) as clock:
        number = with_the_road_bureau(site)
        while clock.moment < MONDAY + DAYS:
            clock.move(timedelta(days=1))
            drain()
    return number


@pytest.fixture(autouse=True)
def _today(late: str, clock: Traveller) -> None:
    clock.go(MONDAY + DAYS)


def supervision_of(number: str) -> str:
    """Number of the newest supervision case of a case."""
    with connections.take() as connection:
        row = connection.execute(
            """SELECT s.number FROM "case" c JOIN case_link l ON l.target_id = c.id AND l.kind = 'supervises'
               JOIN "case" s ON s.id = l.source_id WHERE c.number = %s ORDER BY s.id DESC""",
            (number,),
        ).fetchone()
    assert row
    return str(row[0])


def test_the_list_says_what_is_watched_why_and_who_must_answer_by_when(site: Flask, late: str) -> None:
    words = visitor(site, "supervise").get("/supervision").words
    assert late in words
    assert supervision_of(late) in words
    assert all(said in words for said in ("逾期督办", "交通运输局", "催办", "下发督办单"))


def test_a_level_a_reason_and_lateness_narrow_the_list(site: Flask, late: str) -> None:
    desk = visitor(site, "supervise")
    found = supervision_of(late)
    for wanted in ("level=1", "reason=overdue", "level=1&reason=overdue"):
        assert found in desk.get(f"/supervision?{wanted}").words
    for other in ("level=4", "reason=media", "state=closed"):
        assert found not in desk.get(f"/supervision?{other}").words
    assert desk.get("/supervision?level=9&reason=nonsense").status == 200


def test_the_list_leaves_as_a_file(site: Flask, late: str) -> None:
    person = visitor(site, "supervise").get("/supervision.csv?level=1")
    assert late in person.page
    assert person.client.get("/supervision.xlsx").data.startswith(b"PK")
    assert visitor(site, "call").get("/supervision.csv").status == 403


def test_the_unit_and_its_people_see_the_supervision_of_their_own_work(site: Flask, late: str) -> None:
    assert supervision_of(late) in visitor(site, "lp-roads-leader").get("/supervision").words
    assert supervision_of(late) not in visitor(site, "lp2-leader").get("/supervision").words


def test_cards_are_counted_by_unit_and_each_says_why(site: Flask, late: str) -> None:
    words = visitor(site, "supervise").get("/supervision/cards").words
    assert all(said in words for said in ("交通运输局", "黄牌", "红牌", "扣 2 分", "发函提醒"))
    lines = visitor(site, "lp-roads-leader").get("/supervision/cards/lp-roads").words
    assert all(said in lines for said in (late, "逾期未办结", "临近到期未办结"))
    assert visitor(site, "lp2-leader").get("/supervision/cards/lp-roads").status == 404
    assert "交通运输局" in visitor(site, "supervise").get("/supervision/cards.csv").page


def counted() -> dict[str, int]:
    with connections.take() as connection:
        return counted_cards(connection, "lp-roads", now.now() - timedelta(days=400))


def test_a_card_by_hand_counts_like_the_others_until_it_is_taken_back(site: Flask, late: str) -> None:
    before = counted()
    desk = visitor(site, "supervise").get(f"/cases/{late}")
    desk.send(f"/cases/{late}/card", colour="red", unit="lp-roads", reason="拒不落实督办要求")
    assert all(said in desk.words for said in ("已发牌", "发放红牌", "拒不落实督办要求"))
    assert counted() == before | {"red": before["red"] + 1}
    assert "一张红牌" in visitor(site, "lp-roads-leader").get("/notices/").words
    with connections.take() as connection:
        seq = connection.execute("SELECT max(seq) FROM card WHERE cause = 'by_hand'").fetchone()
    ledger = visitor(site, "supervise").get("/supervision/cards/lp-roads")
    assert "督办员发放" in ledger.words
    assert seq
    ledger.send(f"/cases/{late}/card/{seq[0]}/back", reason="查明非该单位责任")
    assert all(said in ledger.words for said in ("已撤回", "不再计分"))
    assert counted() == before
    ledger.post(f"/cases/{late}/card/{seq[0]}/back", reason="再撤一次", unit="lp-roads")
    assert counted() == before


def test_only_supervisors_over_the_case_give_cards(site: Flask, late: str) -> None:
    leader = visitor(site, "lp-roads-leader").get(f"/cases/{late}")
    assert not leader.has_form(f"/cases/{late}/card")
    assert leader.post(f"/cases/{late}/card", colour="red", unit="lp-roads", reason="不应允许").status == 400


def test_a_supervisor_opens_a_supervision_case_by_hand_once_per_reason(site: Flask) -> None:
    number = with_the_road_bureau(site)
    desk = visitor(site, "supervise").get(f"/cases/{number}/supervise")
    asked = {"reason": "media", "unit": "lp-roads", "grounds": "晚报刊登了照片", "source_link": "https://example.org/a"}
    desk.send(f"/cases/{number}/supervise", **asked)
    opened = supervision_of(number)
    assert f"已立督办件 {opened}" in desk.words
    assert f"因媒体关注立督办件，被督办件 {number}" in desk.words
    assert "登记了诉求" not in desk.words
    desk.get(f"/cases/{number}/supervise").send(f"/cases/{number}/supervise", **asked)
    assert "不重复立案" in desk.words
    assert supervision_of(number) == opened


def test_what_is_missing_is_said_and_what_was_typed_stays(site: Flask, late: str) -> None:
    desk = visitor(site, "supervise").get(f"/cases/{late}/supervise")
    desk.send(f"/cases/{late}/supervise", reason="media", unit="nowhere", grounds="晚报", source_link="javascript:x")
    assert desk.status == 422
    assert "晚报" in desk.page


def test_only_supervisors_over_the_case_open_one(site: Flask, late: str) -> None:
    assert visitor(site, "lp-roads-leader").get(f"/cases/{late}/supervise").status == 403
    assert visitor(site, "call").get(f"/cases/{late}/supervise").status == 403
    assert visitor(site, "supervise").get(f"/cases/{late}/instruct").status == 403


def instructing(site: Flask, number: str) -> Visitor:
    """A leader in front of the form, after saying why he opens the case."""
    leader = visitor(site, "mayor").get(f"/cases/{number}/instruct")
    if leader.has_form(f"/cases/{number}/look"):
        leader.send(f"/cases/{number}/look", reason="群众来信反映")
    return leader.get(f"/cases/{number}/instruct")


def test_a_leader_s_instruction_raises_the_open_supervision_and_stays_sealed(site: Flask, late: str) -> None:
    leader = instructing(site, late)
    assert "交通运输局" in leader.words
    leader.send(f"/cases/{late}/instruct", words="请交通运输局三日内修复")
    assert f"督办件 {supervision_of(late)} 已提高层级" in leader.words
    drain()
    assert "书面督办" in visitor(site, "supervise").get("/supervision?level=2").words
    with connections.take() as connection:
        kept = connection.execute("SELECT count(*) FROM case_event WHERE data::text LIKE %s", ("%三日内修复%",)).fetchone()
    assert kept == (0,)


def test_an_instruction_without_words_is_refused(site: Flask, late: str) -> None:
    leader = instructing(site, late)
    assert leader.send(f"/cases/{late}/instruct", words="  ").status == 422


def test_the_visit_on_site_is_on_the_list_and_its_form_asks_for_photos_and_place(site: Flask) -> None:
    number = with_the_road_bureau(site)
    desk = visitor(site, "supervise").get(f"/cases/{number}/supervise")
    desk.send(f"/cases/{number}/supervise", reason="refusal", unit="lp-roads", grounds="多次推诿")
    found = supervision_of(number)
    _, task, element = task_of(found)
    assert element == "issue_notice"
    desk.get(f"/tasks/{found}/{task}").send(f"/tasks/{found}/{task}", notice="请说明", onsite="true")
    assert number in desk.get("/supervision/onsite").words
    _, task, element = task_of(found)
    assert element == "inspect"
    desk.get(f"/tasks/{found}/{task}")
    assert all(said in desk.words for said in ("现场照片", "现场地点", "纬度"))
    desk.send(f"/tasks/{found}/{task}", confirmed="yes", finding="坑还在", address="滨河路12号", lat="37.51234", lon="122.12")
    assert task_of(found)[2] == "assess"
    drain()
    with connections.take() as connection:
        told = connection.execute(
            """SELECT e.data -> 'payload' ->> 'confirmed' FROM case_event e JOIN "case" c ON c.id = e.case_id
               WHERE c.number = %s AND e.kind = 'MessageReceived' AND e.data ->> 'name' = 'facts_confirmed'""",
            (number,),
        ).fetchone()
    assert told == ("yes",)


def test_the_desk_speaks_english(site: Flask, late: str) -> None:
    auditor = visitor(site, "audit").get("/supervision").send("/language", locale="en")
    assert all(said in auditor.get("/supervision").words for said in ("Unit supervised", "Overdue case", "Chase"))
    assert "points lost" in auditor.get("/supervision/cards").words


def test_a_number_typed_at_the_desk_leads_to_the_form(site: Flask, late: str) -> None:
    desk = visitor(site, "supervise").get("/supervision").send("/supervision/case", number=late)
    assert desk.has_form(f"/cases/{late}/supervise")
