"""Petitions: registered by hand, listed with their limits, reviewed when the petitioner asks."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask

from engine.now import Traveller
from tests.support.city import Visitor, task_of, visitor
from webapp.database import connections
from webapp.workers.drain import drain

LETTER = {
    "channel": "letter", "title": "反映道路绿化带调整问题", "statement": "门前绿化带改为停车位，没有征求意见，请求恢复。",
    "urgency": "general", "unit": "lp1010101", "category": "roads.surface.pothole", "requester_name": "王小明",
    "requester_phone": "13800001234",
}  # fmt: skip


def registered(site: Flask) -> tuple[Visitor, str]:
    desk = visitor(site, "intake").get("/petitions/new").send("/petitions/new", **LETTER)
    number = re.search(r"\d{8}-\d{6,}", desk.words)
    assert number, desk.words
    return desk, number[0]


def do(site: Flask, login: str, number: str, **answers: str) -> None:
    _, task, _ = task_of(number)
    person = visitor(site, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
    assert person.status == 200, person.words
    drain()


def test_a_petition_brought_by_hand_is_registered_and_its_words_are_sealed(site: Flask, clock: Traveller) -> None:
    desk, number = registered(site)
    assert "信访件登记立卷" in desk.words
    assert "登记转送期限" in desk.words
    assert "3月18日" in desk.words  # fifteen calendar days, from 2 March
    with connections.take() as connection:
        row = connection.execute('SELECT file::text FROM "case" WHERE number = %s', (number,)).fetchone()
    assert row
    assert "绿化带改为" not in str(row[0])
    assert "1380000" not in str(row[0])


def test_what_is_missing_is_said(site: Flask, clock: Traveller) -> None:
    desk = visitor(site, "intake").get("/petitions/new").send("/petitions/new", **{**LETTER, "statement": ""})
    assert desk.status == 422


def test_the_petitioner_asks_for_a_review_after_the_opinion(site: Flask, clock: Traveller) -> None:
    desk, number = registered(site)
    do(site, "intake", number, kind="appeal", earlier="none", channel_of_law="none")
    do(site, "dispatch", number, target="lp-roads", how="assign")
    do(site, "lp-roads-clerk", number, decision="accept")
    clock.move(timedelta(days=20))
    drain()
    do(site, "lp-roads-clerk", number, result="opinion", findings="经查属实", opinion="限期恢复")
    do(site, "lp-roads-leader", number, decision="approve")
    desk.get("/petitions")
    assert number in desk.words
    assert "等待信访人" in desk.words
    desk.send(f"/petitions/{number}/review_requested")
    assert "已登记申请复查" in desk.words
    assert task_of(number)[2] == "review"
    desk.post(f"/petitions/{number}/rereview_requested")
    assert "已登记申请复核" not in desk.words


def test_only_the_registration_writes_it_down(site: Flask, clock: Traveller) -> None:
    _, number = registered(site)
    assert visitor(site, "call").get("/petitions").status == 403
    supervisor = visitor(site, "supervise").get("/petitions")
    assert number in supervisor.words
    assert "还剩 15 日" in supervisor.words  # calendar days
    assert supervisor.get("/petitions/new").status == 403
