"""An auditor replays a case: steps, plays, drags and jumps; the diagram and the words follow, and the address leads back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.city import registered, task_of, visitor


def test_an_auditor_walks_through_the_past_of_a_case(site, desk_of) -> None:  # type: ignore[no-untyped-def]
    number = registered(site.app)
    _, task, _ = task_of(number)
    visitor(site.app, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    page = desk_of("audit").go(f"/cases/{number}/replay")
    expect(page.locator("[data-replay-diagram][data-ready]")).to_be_visible()
    expect(page.locator("[data-step]")).to_contain_text("第 1 步，共 2 步")
    expect(page.locator(".film-diagram .token")).to_have_count(1)
    here = page.locator("[data-moment]").get_attribute("data-here")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-step]")).to_contain_text("第 2 步，共 2 步")
    expect(page.locator("[data-moment]")).not_to_have_attribute("data-here", here)
    expect(page).to_have_url(re.compile(r"replay\?at=\d+$"))
    at = page.url
    page.keyboard.press("Home")
    expect(page.locator("[data-moment]")).to_have_attribute("data-here", here)
    page.get_by_role("button", name="播放").click()
    expect(page.locator("[data-step]")).to_contain_text("第 2 步")
    expect(page.get_by_role("button", name="播放")).to_be_visible()  # it stops at the end
    page.locator("[data-scrub]").fill("0")
    expect(page.locator("[data-moment]")).to_have_attribute("data-here", here)
    page.locator("[data-jump]").select_option(index=1)
    expect(page.locator("[data-moment]")).to_be_visible()
    phone = desk_of("audit", width=390).go(at.removeprefix(site.address))
    expect(phone.locator("[data-step]")).to_contain_text("第 2 步，共 2 步")
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
