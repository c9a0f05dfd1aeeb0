"""Clearance list and supervision list, on requests that run late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from lxml import html

from engine import now
from engine.commands import RegradeClock
from engine.now import Traveller
from tests.conftest import MONDAY
from tests.support.city import registered, task_of, visitor
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.pages import limits
from webapp.workers.drain import drain

WEEKS = timedelta(days=21)


@pytest.fixture(scope="module")
def neglected(site: Flask) -> str:
    """Number of a request about a road that has been with the road bureau for three weeks."""
    limits.forget()
    with now.at(MONDAY) as clock:
        number = registered(site)
        for login, answers in (("intake", {"decision": "dispatch"}), ("dispatch", {"how": "assign", "target": "lp-roads"})):
            _, task, _ = task_of(number)
            visitor(site, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
        while clock.moment < MONDAY + WEEKS:
            clock.move(timedelta(days=1))
            drain()
    return number


@pytest.fixture
def late(neglected: str, clock: Traveller) -> str:
    """Its number, on the day three weeks later."""
    clock.go(MONDAY + WEEKS)
    return neglected


def test_a_broken_promise_is_on_the_list_of_the_unit_and_of_its_superior(site: Flask, late: str) -> None:
    own = visitor(site, "lp-roads-leader").get("/clearance").words
    assert late in own
    assert "交通运输局" in own
    assert "个工作日" in own
    assert late in visitor(site, "mayor").get("/clearance").words
    assert late not in visitor(site, "lp2-leader").get("/clearance").words


def test_the_list_says_how_far_supervision_has_come(site: Flask, late: str) -> None:
    page = visitor(site, "supervise").get("/supervision").words
    assert late in page
    words = visitor(site, "supervise").get("/clearance").words
    assert any(level in words for level in ("催办", "书面督办", "挂牌督办", "约谈", "移送问责"))


def test_the_list_leaves_as_csv_that_spreadsheets_read(site: Flask, late: str) -> None:
    person = visitor(site, "supervise").get("/clearance.csv")
    assert person.page.startswith("\ufeff编号,")
    assert late in person.page
    assert "attachment" in person.headers["Content-Disposition"]


def test_those_without_a_share_in_it_do_not_see_the_lists(site: Flask) -> None:
    assert visitor(site, "call").get("/clearance").status == 403
    assert visitor(site, "call").get("/supervision").status == 403
    assert visitor(site, "call").get("/clearance.csv").status == 403


def test_cleared_entries_have_a_tab_of_their_own(site: Flask, clock: Traveller) -> None:
    words = visitor(site, "lp2-leader").get("/clearance?state=cleared").words
    assert "还没有清零的记录" in words


def test_supervision_and_case_are_linked_both_ways(site: Flask, late: str) -> None:
    assert "被督办" in visitor(site, "supervise").get(f"/cases/{late}").words


def test_the_ledger_says_why_a_date_is_what_it_is(site: Flask, late: str) -> None:
    words = visitor(site, "supervise").get(f"/cases/{late}").words
    assert "开始计时：5 个工作日" in words
    assert "未在" in words


def test_time_is_counted_in_working_days(site: Flask, clock: Traveller) -> None:
    clock.go(datetime.fromisoformat("2026-09-30T08:00:00+08:00"))
    number = registered(site)
    # one working day from the eve of a holiday of eight days
    assert "10月8日 17:30 到期" in visitor(site, "intake").get(f"/cases/{number}").words


def test_a_case_has_one_line_with_all_its_broken_promises(site: Flask, late: str) -> None:
    person = visitor(site, "supervise").get("/clearance")
    assert person.page.count(f'<span class="number">{late}</span>') == 1
    assert "另有" in person.words
    assert "交通运输局" in person.words


def test_what_was_done_late_is_on_another_tab(site: Flask, clock: Traveller) -> None:
    number = registered(site)
    clock.move(timedelta(days=2))
    drain()
    assert number in visitor(site, "supervise").get("/clearance?clock=accept").words
    _, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    assert number not in visitor(site, "supervise").get("/clearance?clock=accept").words
    assert number in visitor(site, "supervise").get("/clearance?state=done").words


def test_what_is_measured_anew_and_in_time_again_is_with_the_done_until_it_is_late_again(site: Flask, clock: Traveller) -> None:
    number = registered(site)
    clock.move(timedelta(days=2))
    drain()
    case_id, _, _ = task_of(number)
    with site.app_context():
        execute(RegradeClock(command_id=number, clock="accept", limit="10wd", reason="清零行动"), SYSTEM, case_id=case_id)
    supervisor = visitor(site, "supervise")
    assert number not in supervisor.get("/clearance?clock=accept").words
    assert number in supervisor.get("/clearance?state=done&clock=accept").words
    clock.move(timedelta(days=30))
    drain()
    assert number in supervisor.get("/clearance?clock=accept").words
    assert number not in supervisor.get("/clearance?state=done&clock=accept").words


def test_the_list_is_narrowed_by_unit_clock_and_days(site: Flask, late: str) -> None:
    person = visitor(site, "supervise")
    assert late in person.get("/clearance?unit=lp-roads&clock=handle&days=8").words
    assert late not in person.get("/clearance?unit=lp2").words
    assert late not in person.get("/clearance?clock=callback").words
    assert late not in person.get("/clearance?days=1&before=4").words


def test_marked_cases_are_chased_and_supervised_by_a_supervisor_only(site: Flask, late: str) -> None:
    person = visitor(site, "supervise").get("/clearance")
    person.send("/clearance/act", case=late, do="chase")
    assert "已催办 1 件" in person.words
    with connections.take() as connection:
        told = connection.execute(
            """SELECT count(*) FROM personal_notice n JOIN "user" u ON u.id = n.user_id
               WHERE n.kind = 'campaign' AND u.login LIKE 'lp-roads-%'"""
        ).fetchone()
    assert told == (2,)
    person.get("/clearance").send("/clearance/act", case=late, do="campaign")
    assert "从勾选的 1 件建立清单" in person.words
    leader = visitor(site, "lp-roads-leader").get("/clearance")
    assert not leader.has_form("/clearance/act") or "督办立案" not in leader.words
    assert leader.post("/clearance/act", case=late, do="chase").status == 403


def test_the_number_of_a_tab_is_the_length_of_the_list_it_opens(site: Flask, late: str) -> None:
    person = visitor(site, "supervise")
    for asked in ("", "?days=8", "?days=1&before=4", "?state=cleared&days=8"):
        tabs = html.fromstring(person.get(f"/clearance/counts{asked}").page).xpath("//a")
        assert len(tabs) == 3
        for tab in tabs:
            opened = person.get(tab.get("href").replace("/clearance", "/clearance.csv", 1)).page
            assert len(opened.splitlines()) - 1 == int(tab.xpath("span")[0].text), (asked, tab.get("href"))


def test_the_number_of_a_rung_is_the_length_of_the_list_it_opens(site: Flask, late: str) -> None:
    person = visitor(site, "supervise")
    for asked in ("", "?reason=media", "?reason=overdue"):
        rungs = html.fromstring(person.get(f"/supervision{asked}").page).xpath("//nav[@class='ladder']/a")
        assert len(rungs) == 7
        for rung in rungs:
            opened = person.get(rung.get("href").replace("/supervision", "/supervision.csv", 1)).page
            assert len(opened.splitlines()) - 1 == int(rung.xpath("b")[0].text), (asked, rung.get("href"))
