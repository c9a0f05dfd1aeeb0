"""The organisation in the browser: accounts, positions, units, tokens, as administrators use them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.support.city import visitor
from webapp import demo
from webapp.database import connections


def user_id(login: str) -> int:
    with connections.take() as connection:
        return connection.execute('SELECT id FROM "user" WHERE login = %s', (login,)).fetchone()[0]  # type: ignore[index]


def seats(login: str) -> set[str]:
    with connections.take() as connection:
        rows = connection.execute('SELECT role, unit FROM "position" WHERE user_id = %s', (user_id(login),)).fetchall()
    return {f"{role}@{unit}" for role, unit in rows}


@pytest.mark.parametrize("address", [
    "/organisation/", "/organisation/people/new", "/organisation/units", "/organisation/units/lp-roads", "/organisation/tokens",
    "/organisation/work", "/password",
])  # fmt: skip
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_administrators_have_these_pages_in_both_languages(site: Flask, address: str, locale: str) -> None:
    admin = visitor(site, "admin").get("/notices/")
    admin.send("/language", locale=locale).get(address)
    assert admin.status == 200
    assert not re.search(r">\s*(organisation|password|role|duties)-[a-z-]+\s*<", admin.page)
    admin.send("/language", locale="zh_CN")


def test_for_others_they_do_not_exist(site: Flask) -> None:
    clerk, supervisor = visitor(site, "lp-roads-clerk"), visitor(site, "supervise")
    assert clerk.get("/organisation/").status == 404
    assert clerk.get("/organisation/work").status == 404
    assert supervisor.get("/organisation/work").status == 200
    assert supervisor.get("/organisation/units/lp").status == 404
    assert clerk.post(f"/organisation/people/{user_id('call')}/off", reason="不该如此").status == 404


def test_a_new_colleague_chooses_the_password_alone_and_starts(site: Flask) -> None:
    admin = visitor(site, "admin").get("/organisation/people/new")
    typed = {"name": "新同事", "login": "xin", "locale": "zh_CN", "unit": "lp-roads", "role": "unit_clerk"}
    admin.send("/organisation/people/new", **typed, reason="新招录")
    assert admin.status == 422
    admin.send("/organisation/people/new", **typed, reason="新招录人员")
    assert "尚未设置密码" in admin.words, admin.words
    admin.send(f"/organisation/people/{user_id('xin')}/link")
    found = re.search(r'value="http://[^/]+(/new-password/[^"]+)"', admin.page)
    assert found
    newcomer = visitor(site).get(found[1])
    assert "新同事" in newcomer.words
    newcomer.send("/new-password/", password="correct horse battery", again="something else here")
    assert "两次输入不一致" in newcomer.words
    newcomer.send("/new-password/", password="correct horse battery", again="correct horse battery")
    newcomer.send("/sign-in", password="correct horse battery", login="xin")
    assert newcomer.status == 200
    assert newcomer.get("/inbox").has_form("/sign-out")
    assert visitor(site).get(found[1]).status == 404


def test_a_position_is_given_in_spite_of_the_duties_only_when_one_says_so(site: Flask) -> None:
    user = user_id("lp-roads-clerk")
    admin = visitor(site, "admin").get(f"/organisation/people/{user}")
    typed = {"unit": "lp", "role": "callback_agent", "reason": "临时抽调"}
    admin.post(f"/organisation/people/{user}/positions", **typed)
    assert "承办与回访、质检不得兼任" in admin.words
    assert "callback_agent@lp" not in seats("lp-roads-clerk")
    admin.post(f"/organisation/people/{user}/positions", **typed, in_spite="1")
    assert "callback_agent@lp" in seats("lp-roads-clerk")
    admin.send(f"/organisation/people/{user}/positions/end", seat="callback_agent@lp", reason="抽调结束")
    assert "callback_agent@lp" not in seats("lp-roads-clerk")
    assert "曾任岗位 1 个" in admin.words


def test_a_position_for_some_weeks_is_planned_and_may_be_withdrawn(site: Flask) -> None:
    user = user_id("lp-roads-leader")
    admin = visitor(site, "admin").get(f"/organisation/people/{user}")
    admin.post(
        f"/organisation/people/{user}/positions",
        unit="lp",
        role="leader_viewer",
        reason="挂职锻炼",
        since="2099-01-01",
        until="2099-03-01",
    )
    assert "预定变动" in admin.words
    assert "leader_viewer@lp" not in seats("lp-roads-leader")
    for _ in range(2):
        admin.send(f"/organisation/people/{user}/plans/")
    assert not admin.has_form(f"/organisation/people/{user}/plans/")


def test_nobody_changes_himself(site: Flask) -> None:
    own = user_id("admin")
    admin = visitor(site, "admin").get(f"/organisation/people/{own}")
    assert "本人账号须由其他管理员办理" in admin.words
    admin.post(f"/organisation/people/{own}/positions", unit="lp", role="supervisor", reason="自我任命")
    assert seats("admin") == {"org_admin@lp"}


def test_who_is_switched_off_is_out_at_once(site: Flask) -> None:
    clerk, user = visitor(site, "lp1-dispatch"), user_id("lp1-dispatch")
    admin = visitor(site, "admin").get(f"/organisation/people/{user}")
    admin.send(f"/organisation/people/{user}/off", reason="离岗培训")
    assert "登录" in clerk.get("/inbox").words
    assert clerk.has_form("/sign-in")
    admin.send(f"/organisation/people/{user}/on", reason="培训结束")
    assert visitor(site, "lp1-dispatch").get("/inbox").status == 200


def test_a_unit_is_added_renamed_and_closed(site: Flask) -> None:
    admin = visitor(site, "admin").get("/organisation/units/lp101")
    admin.send("/organisation/units/lp101/add", kind="department", name="应急所", code="lp101-emergency", reason="新设机构")
    admin.get("/organisation/units/lp101-emergency")
    admin.send("/organisation/units/lp101-emergency/rename", name="应急管理所", reason="机构更名")
    assert "机构更名" in admin.words
    admin.send("/organisation/units/lp101-emergency/close", successor="lp101", reason="机构撤并")
    assert "已撤销" in admin.words
    assert "由其承接" in admin.words


def test_a_token_is_shown_once_opens_the_interface_and_is_ended(site: Flask) -> None:
    user = user_id("lp-roads-clerk")
    admin = visitor(site, "admin").get(f"/organisation/people/{user}")
    admin.send(f"/organisation/people/{user}/tokens", name="每日统计报表")
    found = re.search(r'class="secret" readonly value="([^"]+)"', admin.page)
    assert found
    client, header = site.test_client(), {"Authorization": f"Bearer {found[1]}"}
    assert client.get("/api/v1/tasks", headers=header).status_code == 200
    listed = admin.get("/organisation/tokens")
    assert "每日统计报表" in listed.words
    assert "从未使用" not in listed.words
    assert found[1] not in listed.page
    listed.send("/organisation/tokens/")
    assert client.get("/api/v1/tasks", headers=header).status_code == 401


def test_one_changes_ones_own_password_and_is_signed_out(site: Flask) -> None:
    person = visitor(site, "mayor").get("/password")
    person.send("/password", before="not this one", password="correct horse battery", again="correct horse battery")
    assert "原密码不正确" in person.words
    person.send("/password", before=demo.PASSWORD, password="correct horse battery", again="correct horse battery")
    assert "请登录" in person.words
    assert person.get("/inbox").has_form("/sign-in")


def test_people_are_found_by_name_unit_role_and_state(site: Flask) -> None:
    admin = visitor(site, "admin")
    assert "lp-roads-clerk" in admin.get("/organisation/?words=roads-cl").words
    assert "lp-roads-clerk" not in admin.get("/organisation/?unit=lp1").words
    assert "audit" in admin.get("/organisation/?role=auditor").words
    assert "没有符合条件的人员" in admin.get("/organisation/?state=off").words
