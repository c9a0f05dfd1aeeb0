"""A modeller tries a draft in a real browser: by hand, and against the past, with the progress shown while a worker is at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from engine.now import now
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.studio import drafts
from webapp.workers.drain import run_waiting_jobs


@pytest.fixture
def draft(site: Any) -> int:
    with connections.take() as connection:
        row: Any = connection.execute(
            "SELECT definition_id FROM deployment WHERE key = 'complaint' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return drafts.start(connection, "complaint", 1, title="试一试", base=str(row[0])).id


def test_a_draft_is_tried_by_hand_and_against_the_past(desk_of: Any, draft: int) -> None:
    desk = desk_of("model")
    page = desk.go(f"/studio/drafts/{draft}/try")
    page.locator("#t-at").fill("2026-03-02T09:00")
    page.locator("form[action$='/try/runs'] button.primary").click()
    expect(page.locator("[data-diagram][data-ready]")).to_be_visible()
    expect(page.locator(".djs-element.here").first).to_be_attached()
    page.locator("input[name=decision][value=dispatch]").check()
    page.locator("form.trial-form button.primary").click()
    expect(page.locator("form.trial-form input[value^='dispatch@']")).to_be_attached()
    page.locator("form:has(input[value=back]) button").click()
    expect(page.locator("form.trial-form input[value^='triage@']")).to_be_attached()

    page.goto(f"{desk.address}/studio/drafts/{draft}/try")
    today = now().astimezone(CITY_TIME).date()
    page.locator("#w-since").fill((today - timedelta(days=3)).isoformat())
    page.locator("#w-until").fill(today.isoformat())
    page.locator("form[action$='/what-if'] button.primary").click()
    expect(page.locator("[data-what-if] progress")).to_be_visible()
    run_waiting_jobs()
    expect(page.locator("[data-what-if]")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
