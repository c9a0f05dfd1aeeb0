"""A clearance campaign run on its page, from the choice of cases to the signed report."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask

from engine import now
from engine.now import Traveller
from tests.conftest import MONDAY
from tests.support.city import Visitor, registered, task_of, visitor
from webapp.database import connections
from webapp.pages import limits
from webapp.workers.drain import drain

WEEKS = timedelta(days=21)
CLOSING = datetime.fromisoformat("2026-03-31T18:00:00+08:00")


@pytest.fixture(scope="module")
def neglected(site: Flask) -> list[str]:
    """Numbers of two requests that have been with the road bureau for three weeks."""
    limits.forget()
    with now.at(MONDAY) as clock:
        numbers = [registered(site), registered(site)]
        for number in numbers:
            for login, answers in (("intake", {"decision": "dispatch"}), ("dispatch", {"how": "assign", "target": "lp-roads"})):
                _, task, _ = task_of(number)
                visitor(site, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
        while clock.moment < MONDAY + WEEKS:
            clock.move(timedelta(days=1))
            drain()
    return numbers


def started(site: Flask) -> tuple[Visitor, str]:
    """The supervisor on the page of a new campaign; its number."""
    person = visitor(site, "supervise").get("/campaigns/new")
    person.send("/campaigns/new", title="三月清零", unit="lp", closes_on="2026-03-31", basis="会议纪要")
    found = re.search(r"/campaigns/(\d{8}-\d+)", person.page)
    assert found, person.words
    return person, found[1]


def test_a_campaign_is_run_on_its_page_to_the_signed_report(site: Flask, neglected: list[str], clock: Traveller) -> None:
    clock.go(MONDAY + WEEKS)
    person, number = started(site)
    step = f"/campaigns/{number}/step"
    assert "符合条件 2 件" in person.get(f"{step}?which=overdue").words
    assert "符合条件 0 件" in person.get(f"{step}?which=overdue&level=5").words
    person.get(f"/campaigns/{number}").send(step, which="overdue")
    drain()
    person.get(f"/campaigns/{number}")
    assert "清单（2 件）" in person.words
    assert "与冻结时一致" in person.words

    assert "2 件会重新定标" in person.get(f"{step}?use=typed&handle=30wd").words
    assert "时限写法不对" in person.get(f"{step}?use=typed&handle=soon").words
    person.get(f"/campaigns/{number}").send(step, use="typed", handle="soon", basis="纪要")
    assert "时限写法不对" in person.words
    person.send(step, use="typed", handle="30wd", basis="纪要")
    drain()
    person.get(f"/campaigns/{number}")
    assert "30 个工作日" in person.words
    assert "<s" in person.page, "the old due date is still there"
    assert "重新定标：5 个工作日改为 30 个工作日" in visitor(site, "supervise").get(f"/cases/{neglected[0]}").words

    person.get(f"/campaigns/{number}").send(step, decision="hand_out")
    drain()
    with connections.take() as connection:
        told = connection.execute("SELECT count(*) FROM personal_notice WHERE kind = 'campaign'").fetchone()
    assert told is not None
    assert told[0] > 0
    assert "每日余量" in person.get(f"/campaigns/{number}").words
    person.send(step, early="cleared")
    assert "还有未清的件" in person.words

    clock.go(CLOSING)
    drain()
    person.get(f"/campaigns/{number}").send(step, keep="")
    assert "还有件没有写全" in person.words
    with connections.take() as connection:
        cases = [row[0] for row in connection.execute("SELECT case_id FROM campaign_item").fetchall()]
    said = {f"{name}-{case}": value for case in cases for name, value in
            (("reason", "funds"), ("until", "2026-06-30"), ("plan", "列入二季度养护计划"))}  # fmt: skip
    person.send(step, keep="", **said)
    assert "清零 0 件，余 2 件" in person.words
    person.send(step, decision="sign")
    assert "清零收官" in person.words
    report = person.get(f"/campaigns/{number}/report").words
    assert "资金未落实" in report
    assert "列入二季度养护计划" in report
    file = person.get(f"/campaigns/{number}/members.csv")
    assert all(each in file.page for each in (*neglected, "资金未落实", "30 个工作日"))
    filtered = person.get(f"/campaigns/{number}?kind=backlog")
    assert filtered.status == 200
    assert f"/campaigns/{number}/members.csv?kind=backlog" in filtered.page


def test_who_does_not_run_it_sees_it_and_changes_nothing(site: Flask, neglected: list[str], clock: Traveller) -> None:
    clock.go(MONDAY + WEEKS)
    person, number = started(site)
    person.send(f"/campaigns/{number}/step", which="overdue")
    drain()
    leader = visitor(site, "lp-roads-leader").get(f"/campaigns/{number}")
    assert neglected[0] in leader.words
    assert "等待" in leader.words
    assert not leader.has_form(f"/campaigns/{number}/step")
    assert number in visitor(site, "lp-roads-leader").get("/campaigns/").words
    assert visitor(site, "lp2-leader").get(f"/campaigns/{number}").status == 404
    assert number not in visitor(site, "lp2-leader").get("/campaigns/").words
    assert visitor(site, "call").get(f"/campaigns/{number}").status == 403
    assert visitor(site, "lp-roads-leader").get("/campaigns/new").status == 403


def test_a_campaign_needs_a_day_to_come_and_a_basis(site: Flask, clock: Traveller) -> None:
    person = visitor(site, "supervise").get("/campaigns/new")
    person.send("/campaigns/new", title="清零", unit="lp", closes_on="2026-01-01", basis="")
    assert person.status == 422
    assert person.words.count("请填写") >= 1
