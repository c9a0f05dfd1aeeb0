"""What only a browser can tell: the keyboard, live lists, narrow screens, dark theme, no foreign address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Desk, Site
from tests.support.city import registered

DeskOf = Callable[..., Desk]


def test_the_inbox_is_worked_by_keyboard(site: Site, desk_of: DeskOf) -> None:
    number = registered(site.app)
    registered(site.app)
    desk = desk_of("intake")
    page = desk.go("/inbox?list=queue")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("tr.here")).to_contain_text(number)
    page.keyboard.press("c")
    expect(page.locator(".note.good")).to_contain_text("已认领 1 件")
    page = desk.go("/inbox")
    expect(page.locator("tr[data-row]")).to_contain_text(number)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/**")


def test_the_list_follows_what_is_typed(site: Site, desk_of: DeskOf) -> None:
    registered(site.app, title="河道漂浮物无人打捞")
    registered(site.app, title="电梯停运三天无人修")
    page = desk_of("intake").go("/inbox?list=queue")
    page.locator("#words").press_sequentially("漂浮")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    expect(page.locator("tr[data-row]")).to_contain_text("河道漂浮物")
    assert "words=" in page.url


def test_known_requests_appear_while_the_call_taker_writes(site: Site, desk_of: DeskOf) -> None:
    number = registered(site.app, title="公交站台顶棚破损漏雨", place="lp1010102")
    page = desk_of("call").go("/intake")
    page.select_option("[name=place]", "lp1010102")
    page.locator("[name=title]").press_sequentially("公交站台顶棚漏雨")
    expect(page.locator("#known")).to_contain_text(number)


def test_a_double_click_registers_once(site: Site, desk_of: DeskOf) -> None:
    page = desk_of("call").go("/intake")
    page.fill("[name=title]", "双击也只登记一件事")
    page.fill("[name=statement]", "连续点了两下登记按钮，应当只有一件。")
    page.select_option("[name=place]", "lp1010101")
    page.get_by_role("button", name="登记诉求").dblclick()
    expect(page.get_by_role("heading", name="已登记")).to_be_visible()
    page = desk_of("call").go("/inbox?list=queue&words=双击也只登记")  # it lacks a category: back to the desk
    expect(page.locator("tr[data-row]")).to_have_count(1)


@pytest.mark.parametrize("path", ["/inbox?list=queue", "/clearance", "/supervision"])
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_nothing_is_wider_than_a_phone(site: Site, desk_of: DeskOf, path: str, locale: str) -> None:
    registered(site.app)
    page = desk_of("supervise", width=390, locale=locale).go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_task_and_case_fit_a_phone(site: Site, desk_of: DeskOf) -> None:
    number = registered(site.app)
    desk = desk_of("intake", width=390)
    desk.open_from_queue(number)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
    page = desk.go(f"/cases/{number}")
    page.wait_for_selector("[data-diagram][data-ready]")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pages_ask_nobody_else_for_anything(site: Site, desk_of: DeskOf) -> None:
    number = registered(site.app)
    desk = desk_of("call")
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.go(f"/cases/{number}").wait_for_selector("[data-diagram][data-ready]")
    desk.go("/intake")
    assert [url for url in asked if not url.startswith((site.address, "data:"))] == []


def test_dark_is_chosen_once_and_stays(site: Site, desk_of: DeskOf) -> None:
    desk = desk_of("call")
    page = desk.go("/inbox")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".rail-foot summary").click()
    page.locator("button[name=theme][value=dark]").click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert desk.go("/intake").evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_page_without_scripts_still_files_a_request(site: Site, browser: object) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(site.address + "/request")
    page.locator("input[name=kind][value=help]").check()
    page.fill("[name=title]", "没有脚本也能提交诉求")
    page.fill("[name=statement]", "浏览器很旧，没有脚本，也应当能提交。")
    page.select_option("[name=place]", "lp1")
    page.locator("main button.primary").click()
    expect(page.get_by_role("heading", name="已收到您的诉求")).to_be_visible()
    context.close()
