"""The acceptance story: one request from the phone call to the callback, each step by another person in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk, Site
from webapp.database import connections
from webapp.workers.drain import run_waiting_jobs

DeskOf = Callable[..., Desk]


def register(desk: Desk) -> str:
    """The call-taker writes down what a caller says; the number it got."""
    page = desk.go("/intake")
    page.fill("[name=phone]", "13812345678")
    page.fill("[name=name]", "王小明")
    page.fill("[name=title]", "滨河路路面坑洼")
    page.fill("[name=statement]", "滨河路东段路面有个大坑，电动车接连摔倒，请尽快修补。")
    page.locator("input[name=kind][value=complaint]").check()
    page.locator("input[name=urgency][value=general]").check()
    page.select_option("[name=place]", "lp1010101")
    page.select_option("[name=category]", "roads.surface.pothole")
    page.get_by_role("button", name="登记诉求").click()
    expect(page.get_by_role("heading", name="已登记")).to_be_visible()
    return re.findall(r"\d{8}-\d{6,}", page.content())[0]


def test_a_request_goes_from_the_call_to_the_callback(site: Site, desk_of: DeskOf) -> None:
    number = register(desk_of("call"))

    reviewer = desk_of("intake")
    reviewer.open_from_queue(number)
    reviewer.choose("decision", "dispatch")
    expect(reviewer.page.locator("[data-field=told_text]")).to_be_hidden()
    reviewer.submit()

    dispatcher = desk_of("dispatch")
    page = dispatcher.open_from_queue(number)
    expect(page.locator("select[name=target]")).to_have_value("lp-roads")  # the decision table proposed it
    dispatcher.submit()

    handler = desk_of("lp-roads-clerk")
    handler.open_from_queue(number)
    handler.choose("decision", "sign")
    handler.submit()
    page = handler.open_from_queue(number)
    fill_required(page, contacted="contacted")
    handler.submit()
    page = handler.open_from_queue(number)
    handler.choose("result", "resolved")
    page.fill("[name=reply]", "已于今日修补完毕并现场验收。")
    handler.submit()

    leader = desk_of("lp-roads-leader")
    fill_required(leader.open_from_queue(number))
    leader.submit()

    quality = desk_of("quality")
    fill_required(quality.open_from_queue(number))
    quality.submit()

    run_waiting_jobs()
    agent = desk_of("callback")
    agent.open_from_queue(number)
    agent.choose("contact", "reached")
    agent.choose("resolved", "yes")
    agent.choose("satisfied", "satisfied")
    expect(agent.page.locator("[data-field=justified]")).to_be_hidden()
    agent.submit()
    expect(agent.page.locator(".note.good")).to_contain_text("案卷结束")

    page = agent.go(f"/cases/{number}")
    expect(page.locator(".tag.good").first).to_contain_text("已解决")
    page.wait_for_selector("[data-diagram][data-ready]")
    assert page.locator(".djs-container .done").count() > 10
    assert page.locator(".bjs-powered-by").is_visible()

    with connections.take() as connection:
        (code,) = connection.execute('SELECT query_code FROM "case" WHERE number = %s', (number,)).fetchone()
    citizen = desk_of(None, width=390)
    page = citizen.go("/follow")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.locator("main button.primary").click()
    expect(page.locator(".lead")).to_contain_text("已解决")


def fill_required(page: Page, **wanted: str) -> None:
    """Take the first choice of every question that must be answered, but what the test asks for."""
    for name, value in wanted.items():
        option = page.locator(f"input[name={name}][value={value}]")
        if option.count():
            option.check()
    for _ in range(3):  # an answer may bring up the next question
        groups = page.locator("[role=radiogroup]:visible:has(input[required])")
        for index in range(groups.count()):
            if not groups.nth(index).locator("input:checked").count():
                groups.nth(index).locator("input").first.check()
        for box in page.locator("textarea[required]:visible").all():
            if not box.input_value():
                box.fill("已按要求办理。")
        page.wait_for_load_state("networkidle")
