"""A supervisor makes a list of what is late, and sees before freezing it what would be on it."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from engine import now
from tests.browser.conftest import Site
from tests.support.city import registered, task_of, visitor
from webapp.workers.drain import drain


def test_from_the_late_list_to_the_frozen_list_and_its_chart(site: Site, desk_of) -> None:  # type: ignore[no-untyped-def]
    today = now.now()
    with now.at(today - timedelta(days=21)):
        number = registered(site.app)
        for login, answers in (("intake", {"decision": "dispatch"}), ("dispatch", {"how": "assign", "target": "lp-roads"})):
            _, task, _ = task_of(number)
            visitor(site.app, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
    drain()

    desk = desk_of("supervise")
    page = desk.go("/clearance")
    page.locator(f"input[name=case][value='{number}']").check()
    page.get_by_role("button", name="建清零行动").click()
    page.fill("#f-title", "逾期件清零")
    page.fill("#f-closes_on", f"{today + timedelta(days=9):%Y-%m-%d}")
    page.fill("#f-basis", "专题会议纪要")
    page.locator("form.slip button.primary").click()
    expect(page.locator("#preview")).to_contain_text("符合条件 1 件")
    page.select_option("select[name=level]", "5")
    expect(page.locator("#preview")).to_contain_text("符合条件 0 件")
    page.select_option("select[name=level]", "")
    expect(page.locator("#preview")).to_contain_text("符合条件 1 件")
    page.locator("section form button.primary").click()
    expect(page.locator(".note.good")).to_be_visible()
    drain()

    page.reload()
    expect(page.locator("[data-burn-down] svg")).to_be_visible()
    page.locator("input[name=use][value=typed]").check()
    page.fill("input[name=handle]", "30wd")
    expect(page.locator("#preview s").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
