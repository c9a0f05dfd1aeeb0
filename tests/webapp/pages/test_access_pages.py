"""The bell, deputies, stepping back, clearance, and leaders who say why, as people use them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from engine.commands import ClaimTask
from engine.now import now
from tests.support.city import Visitor, registered, task_of, visitor
from webapp.casework.execute import execute
from webapp.casework.standing import standing_of
from webapp.city_time import CITY_TIME
from webapp.database import connections


def user_id(login: str) -> int:
    with connections.take() as connection:
        return connection.execute('SELECT id FROM "user" WHERE login = %s', (login,)).fetchone()[0]  # type: ignore[index]


def unread(person: Visitor) -> int:
    found = re.search(r"未读 (\d+) 条", person.get("/notices/bell").page)
    return int(found[1]) if found else 0


@pytest.fixture
def number(site: Flask) -> str:
    return registered(site)


@pytest.mark.parametrize("address", ["/notices/", "/notices/settings", "/deputies/", "/recusals"])
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_everybody_has_these_pages_in_both_languages(site: Flask, address: str, locale: str) -> None:
    person = visitor(site, "lp-roads-clerk").get("/notices/")
    person.send("/language", locale=locale).get(address)
    assert person.status == 200
    assert not re.search(r">\s*(notice|by|deput|recus|compartment|role|channel)[a-z]*-[a-z-]+\s*<", person.page)


def test_clearances_are_for_the_organisation_administrator(site: Flask) -> None:
    assert visitor(site, "lp-roads-leader").get("/clearances/").status == 403
    admin = visitor(site, "admin").get("/clearances/")
    admin.send("/clearances/", person=str(user_id("supervise")), compartment="sensitive", reason="专人办理涉稳事项")
    assert "专人办理涉稳事项" in admin.words
    assert "您已获准查看敏感案卷" in visitor(site, "supervise").get("/notices/").words
    admin.send("/clearances/1/end")
    assert "收回" in admin.words


def test_a_deputy_acts_for_the_colleague_and_the_timeline_says_so(site: Flask, number: str) -> None:
    local = now().astimezone(CITY_TIME)
    absent = visitor(site, "intake").get("/deputies/")
    seat = re.findall(r'name="seat" value="(intake_reviewer@[^"]+)"', absent.page)
    absent.send(
        "/deputies/", deputy=str(user_id("dispatch")), seat=seat,
        starts_at=f"{local - timedelta(minutes=1):%Y-%m-%dT%H:%M}", ends_at=f"{local + timedelta(days=2):%Y-%m-%dT%H:%M}",
        reason="年休假两天",
    )  # fmt: skip
    assert "代理已安排" in absent.words, absent.words
    deputy = visitor(site, "dispatch")
    assert unread(deputy) == 1
    assert "外出期间由" in deputy.get("/notices/").words
    case, task, _ = task_of(number)
    assert deputy.get(f"/tasks/{number}/{task}").status == 200
    with site.app_context():
        by = standing_of(user_id("dispatch"), now()).actor("user", user_id("dispatch"))
    execute(ClaimTask(command_id="deputy", task=task, assignee=user_id("dispatch")), by, case_id=case)
    assert "（代 " in deputy.get(f"/cases/{number}").words
    absent.get("/deputies/").send("/deputies/1/end")
    assert "代理已结束" in absent.words


def test_whoever_steps_back_does_not_see_the_case_any_more(site: Flask, number: str) -> None:
    person = visitor(site, "intake").get(f"/cases/{number}/recusal")
    person.send(f"/cases/{number}/recusal", scope="case", reason="诉求人是近亲属")
    assert "已登记回避" in person.words
    assert person.get(f"/cases/{number}").status == 404
    supervisor = visitor(site, "supervise").get("/recusals")
    supervisor.send("/recusals/", reason="经核实并无关系")
    assert person.get(f"/cases/{number}").status == 200


def test_a_leader_says_why_before_a_case_opens(site: Flask, number: str) -> None:
    leader = visitor(site, "mayor").get(f"/cases/{number}")
    assert "查看案卷须说明事由" in leader.words
    assert "案卷历程" not in leader.words
    leader.send(f"/cases/{number}/look", reason="x")
    assert "请用几个字说明事由" in leader.words
    leader.send(f"/cases/{number}/look", reason="批示件跟踪")
    assert "查看案卷须说明事由" not in leader.words
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT about ->> 'reason' FROM audit_event WHERE kind = 'case_opened' AND actor = %s", (f"user:{user_id('mayor')}",)
        ).fetchall()
    assert rows == [("批示件跟踪",)]


def test_notices_are_read_one_by_one_or_all_and_muted_by_kind(site: Flask, number: str) -> None:
    person = visitor(site, "quality")
    with connections.take() as connection:
        for key in ("one", "two", "three"):
            connection.execute(
                """INSERT INTO personal_notice (user_id, kind, facts, key, at) VALUES (%s, 'case', '{}', %s, now())""",
                (user_id("quality"), key),
            )
    assert unread(person) == 3
    first = re.search(r"/notices/\d+", person.get("/notices/?only=unread").page)
    assert first
    person.get(first[0])
    assert unread(person) == 2
    person.get("/notices/settings").send("/notices/settings", **{"assigned:app": "on"})
    assert unread(person) == 0
    person.get("/notices/settings").send("/notices/settings", **{"case:app": "on"})
    assert unread(person) == 2
    person.get("/notices/").send("/notices/read")
    assert unread(person) == 0


def test_nobody_follows_the_notice_of_another(site: Flask) -> None:
    with connections.take() as connection:
        row = connection.execute(
            """INSERT INTO personal_notice (user_id, kind, facts, key, at)
               VALUES (%s, 'case', '{}', 'other', now()) RETURNING id""",
            (user_id("quality"),),
        ).fetchone()
    assert visitor(site, "dispatch").get(f"/notices/{row[0]}").status == 404  # type: ignore[index]
