"""Limits, counts and the work calendar in the browser: seen by many, entered by few, kept with day, basis and name."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from engine.now import now
from tests.support.city import visitor
from webapp.city_time import CITY_TIME
from webapp.config import ROOT
from webapp.database import connections
from webapp.i18n import LOCALES, has


def logged(kind: str) -> list[Any]:
    with connections.take() as connection:
        return connection.execute("SELECT actor, about FROM audit_event WHERE kind = %s ORDER BY seq", (kind,)).fetchall()


def day(ahead: int) -> str:
    return (now().astimezone(CITY_TIME).date() + timedelta(ahead)).isoformat()


@pytest.mark.parametrize("login", ["release", "audit", "supervise", "admin"])
@pytest.mark.parametrize("address", ["/rules/policies", "/rules/calendar", "/rules/calendar?year=2098"])
def test_they_are_seen_by_those_who_work_with_rules(site: Flask, login: str, address: str) -> None:
    assert visitor(site, login).get(address).status == 200


def test_others_do_not_have_them(site: Flask) -> None:
    assert visitor(site, "lp-roads-clerk").get("/rules/policies").status == 404


def test_every_number_has_a_name_in_chinese_and_english(site: Flask) -> None:
    person = visitor(site, "release").get("/rules/policies?process=supervision")
    assert "逾期几个工作日书面督办" in person.words
    assert "notice_after" not in person.words
    english = visitor(site, "release", locale="en")
    english.send("/language", locale="en").get("/rules/policies?process=petition")
    assert "Notice of acceptance within" in english.words
    english.send("/language", locale="zh_CN")


@pytest.mark.parametrize("locale", LOCALES)
def test_no_number_of_a_shipped_process_is_without_a_name(locale: str) -> None:
    names = {
        f"policy-{file.parent.name}-{row['name']}".replace("_", "-")
        for file in (ROOT / "processes").glob("*/manifest.json")
        for row in json.loads(file.read_text(encoding="utf-8")).get("policies", ())
    }
    assert len(names) > 50
    assert sorted(name for name in names if not has(locale, name)) == []


def test_a_decision_comes_with_its_day_and_is_kept_with_its_basis(site: Flask) -> None:
    person = visitor(site, "release").get("/rules/policies?process=complaint")
    person.send("/rules/policies/complaint/return_window", value="3wd", since=day(7), basis="市府办发〔2026〕12号")
    assert "已录入" in person.words
    assert "3个工作日" in person.words.replace(" ", "")
    assert "市府办发〔2026〕12号" in person.words
    actor, about = logged("policy_changed")[-1]
    assert actor.startswith("user:")
    assert about["value"] == "3wd"


@pytest.mark.parametrize(("typed", "words"), [
    ({"value": "3wd", "since": "2020-01-01", "basis": "倒签日期"}, "不得早于今日"),
    ({"value": "maybe", "since": "2099-01-01", "basis": "类型不对"}, "不适用于"),
    ({"value": "3wd", "since": "2099-01-01", "basis": ""}, "说明"),
])  # fmt: skip
def test_what_cannot_be_decided_so_is_refused(site: Flask, typed: dict[str, str], words: str) -> None:
    before = len(logged("policy_changed"))
    person = visitor(site, "release").get("/rules/policies?process=complaint")
    person.send("/rules/policies/complaint/review_limit", **typed)
    assert 'class="note bad"' in person.page
    assert len(logged("policy_changed")) == before


def test_nobody_but_the_release_manager_decides(site: Flask) -> None:
    person = visitor(site, "admin").get("/rules/policies?process=complaint")
    assert not person.has_form("/rules/policies/")
    assert person.post("/rules/policies/complaint/review_limit", value="3wd", since=day(1), basis="越权修改").status == 403
    auditor = visitor(site, "audit").get("/rules/calendar")
    assert not auditor.has_form("/rules/calendar/days")
    assert auditor.post("/rules/calendar/days", first=day(1), kind="rest", reason="越权修改").status == 403


def test_a_closure_and_other_hours_are_entered_and_logged(site: Flask) -> None:
    admin = visitor(site, "admin").get("/rules/calendar")
    admin.send(
        "/rules/calendar/days",
        first="2097-07-02",
        until="2097-07-03",
        kind="local_closure",
        name="台风",
        reason="市府办第12号通知",
    )
    assert "台风" in admin.words
    assert "2097-07-02 – 2097-07-03" in admin.words
    admin.send("/rules/calendar/hours", since="2097-08-01", until="2097-09-01", weekday=["1", "2"], hours="08:00-12:00")
    assert "正在重算" in admin.words
    admin.send("/rules/calendar/hours", since="2097-08-01", weekday=["1"], hours="12:00-08:00")
    assert "请核对" in admin.words
    assert [actor.startswith("user:") for actor, _ in logged("calendar_changed")] == [True, True]


def test_the_yearly_notice_makes_a_provisional_year_official(site: Flask) -> None:
    admin = visitor(site, "admin").get("/rules/calendar?year=2096")
    assert "暂定" in admin.words
    notice = {"year": 2096, "days": [{"name": "元旦", "date": "2096-01-02", "isOffDay": True}]}
    admin.send("/rules/calendar/notice", file=(io.BytesIO(json.dumps(notice).encode()), "2096.json"))
    assert "已按放假通知" in admin.words, admin.words
    admin.get("/rules/calendar").send("/rules/calendar/notice", file=(io.BytesIO(b"{}"), "x.json"))
    assert "不是有效的放假通知" in admin.words


def test_public_holidays_have_names_in_both_languages(site: Flask) -> None:
    admin = visitor(site, "admin").get("/rules/calendar?year=2020")
    assert "国庆节、中秋节" in admin.words
    admin.send("/language", locale="en").get("/rules/calendar?year=2020")
    assert "National Day and Mid-Autumn Festival" in admin.words
    admin.send("/language", locale="zh_CN")
