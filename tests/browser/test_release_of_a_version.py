"""A step is renamed while cases run: one draws, one approves, one releases; new cases have it, old ones go on as they were."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Desk, Site
from tests.support.city import registered
from webapp.database import connections
from webapp.demo.playing import person
from webapp.releases import reviews
from webapp.studio import drafts

SCENARIOS = 60_000
"""Milliseconds that playing all scenarios of the process may take on a busy machine."""


def renamed() -> int:
    """A draft of the complaint in which triage has another name."""
    model = person("model").user_id or 0
    with connections.take() as connection:
        draft = drafts.start(connection, "complaint", model, title="改受理名称", base=reviews.running(connection, "complaint"))
        text = draft.files["process.bpmn"]
        assert 'name="审核受理"' in text
        drafts.save(connection, draft.id, "process.bpmn", text.replace('name="审核受理"', 'name="受理把关"'), 1, model)
    return draft.id


def test_three_people_release_a_version_while_cases_run(site: Site, desk_of: Callable[..., Desk]) -> None:
    old, draft = registered(site.app), renamed()
    address = f"/studio/drafts/{draft}/review"
    page = desk_of("model").go(address)
    expect(page.locator("[data-compare][data-ready]")).to_be_visible()
    expect(page.locator(".diff-canvas svg .diff-changed")).to_have_count(2)
    page.locator('[data-step="1"]').click()
    expect(page.locator(".diff-list li.here")).to_contain_text("受理把关")
    expect(page.locator(".diff-list li.here del")).to_have_text("审核受理")
    expect(page.locator(".diff-canvas svg .diff-here")).to_have_count(2)
    page.locator("#f-note").fill("统一用语")
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.locator(".note.good")).to_be_visible()

    page = desk_of("review", width=390).go(address)
    expect(page.locator("q")).to_have_text("统一用语")
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".note.good")).to_be_visible()

    page = desk_of("release").go(address)
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".release-list .tag.good").first).to_have_text("现行", timeout=SCENARIOS)

    new = registered(site.app)
    intake = desk_of("intake")
    for number, name in ((new, "受理把关"), (old, "审核受理")):
        expect(intake.open_from_queue(number).locator("h1, .page-head")).to_contain_text([name])
    intake.choose("decision", "dispatch")
    intake.submit()
