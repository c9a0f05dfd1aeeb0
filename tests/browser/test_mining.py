"""Mining in a browser: the heat lies on the diagram, and says in numbers what it says in colours."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from engine.now import now
from webapp.demo.requests import invent
from webapp.simulation.simulate import simulate


def test_an_auditor_looks_at_the_heat_and_opens_what_lies_behind_it(site, desk_of) -> None:  # type: ignore[no-untyped-def]
    until = now()
    simulate(seed=3, requests=invent(3, seed=3, since=until - timedelta(days=6), until=until - timedelta(days=4)), until=until)
    desk = desk_of("audit")
    page = desk.go("/audit/mining/map")
    expect(page.locator("[data-heat][data-ready]")).to_be_visible()
    hot = page.locator(".heat-map .degree-5").first
    expect(hot).to_be_attached()
    label = page.locator(".heat-label").first
    frequency = label.inner_text()
    assert frequency in page.locator("#heat-table").inner_text()
    page.locator("input[name=shown][value=lateness]").check()
    expect(page.locator("[data-heat]")).to_be_visible()
    page.locator("input[name=shown][value=frequency]").check()
    number = page.locator("#heat-table td.num a").first
    wanted = number.inner_text()
    number.click()
    expect(page.locator("[data-times]")).to_have_attribute("data-times", wanted)
    phone = desk_of("audit", width=390, locale="en").go("/audit/mining/bottlenecks")
    expect(phone.locator("[data-step]").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
