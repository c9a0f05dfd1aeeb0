"""A deputy, the bell, and stepping back, with a mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from engine.now import now
from tests.browser.conftest import Desk, Site
from tests.support.city import registered
from webapp.city_time import CITY_TIME


def test_a_deputy_is_arranged_and_hears_of_it(site: Site, desk_of: Callable[..., Desk]) -> None:
    page = desk_of("call2").go("/deputies/")
    page.locator("#f-deputy").select_option(index=1)
    chosen = page.locator("#f-deputy option:checked").inner_text()
    page.locator("#f-ends").fill(f"{now().astimezone(CITY_TIME) + timedelta(days=3):%Y-%m-%dT%H:%M}")
    page.locator("#f-reason").fill("年休假三天")
    page.get_by_role("button", name="确认安排").click()
    expect(page.get_by_text("代理已安排")).to_be_visible()
    row = page.locator("table.cards tbody tr").first
    expect(row).to_contain_text(chosen)
    expect(row).to_contain_text("生效中")
    row.get_by_role("button").click()
    expect(page.get_by_text("代理已结束")).to_be_visible()


def test_whoever_steps_back_loses_sight_of_the_case_and_the_bell_tells_the_leader(
    site: Site, desk_of: Callable[..., Desk]
) -> None:
    number = registered(site.app)
    page = desk_of("intake").go(f"/cases/{number}")
    page.get_by_role("link", name="申请回避").click()
    page.locator("#f-reason").fill("诉求人是近亲属")
    page.get_by_role("button", name="确认回避").click()
    expect(page.get_by_text("已登记回避")).to_be_visible()
    leader = desk_of("secretary", width=390).go("/inbox")
    leader.get_by_role("link", name="消息，未读 1 条").click()
    leader.locator(".notices .new a").click()
    leader.wait_for_url("**/recusals")
    expect(leader.get_by_role("link", name="消息，没有未读")).to_be_visible()
