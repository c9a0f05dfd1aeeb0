"""A supervisor changes the complaint process while cases run: another limit and one more step are drawn in the browser, tried,
reviewed and released by others; running cases are moved, and everybody goes on working until all of them are closed.

BIHUAN_SHOW_CASES=1000 plays it with a thousand running cases."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine.now import Traveller, at
from tests.browser.conftest import Desk, Site
from tests.browser.test_studio_editor import SELECT, saved
from tests.browser.test_tables_and_forms import arrives, say
from webapp.database import connections
from webapp.demo.requests import invent
from webapp.simulation.simulate import simulate
from webapp.simulation.views import CaseView, OpenTask
from webapp.workers.drain import drain

CASES = int(os.environ.get("BIHUAN_SHOW_CASES", "12"))
SEED = 7
TODAY = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
"""A Thursday, ten o'clock."""
AGAIN = 5
"""Times that people come back to what they tried in vain."""
ARRIVE = timedelta(days=4)
"""Over how long the requests come in; shorter than most of them take."""
SLOW = {"timeout": 90_000}
"""Milliseconds that a busy machine may take for all scenarios of the process."""
ON_THE_FLOW = """([flow, near]) => { const canvas = bihuanEditor.modeler.get("canvas");
    const points = bihuanEditor.modeler.get("elementRegistry").get(flow).waypoints.slice(-2);
    const box = canvas.viewbox(), frame = canvas.getContainer().getBoundingClientRect();
    const x = (points[0].x + points[1].x) / 2, y = points[0].y + (points[1].y - points[0].y) * near;
    return [frame.x + (x - box.x) * box.scale, frame.y + (y - box.y) * box.scale]; }"""


NOT_OVER = """SELECT count(*) FROM "case" WHERE process = 'complaint' AND closed_at IS NULL"""
ON_IT = """SELECT count(*) FROM "case" WHERE closed_at IS NOT NULL AND definition = (
    SELECT definition_id FROM deployment WHERE key = 'complaint' ORDER BY id DESC LIMIT 1)"""
DONE = "SELECT count(*) FROM work_item WHERE element = 'check_photos' AND state = 'done'"
LIMITED = "SELECT count(*) FROM clock WHERE name = 'handle' AND time_limit = '7wd'"
AT_THE_STEP = "SELECT number FROM work_item WHERE element = 'check_photos' AND state = 'open'"
LAST = "SELECT max(at) FROM case_event"


@pytest.fixture(scope="module", autouse=True)
def today() -> Iterator[Traveller]:
    with at(TODAY) as clock:
        yield clock


def one(query: str) -> Any:
    with connections.take() as connection:
        row: Any = connection.execute(query).fetchone()  # type: ignore[call-overload]
        return row[0]


def change_the_limit(page: Page, draft: str) -> None:
    """What is neither urgent, short nor complex gets seven working days instead of five."""
    page.goto(f"{draft}/tables?decision=sla")
    expect(page.locator("#table-editor[data-ready]")).to_be_visible(**SLOW)
    say(page, "sla_general_out_4", '"7wd"')
    arrives(page, "sla.dmn", '<text>"7wd"</text>')


def draw_the_step(page: Page, draft: str) -> None:
    """A task of the supervisors, put on the flow from handling to review."""
    page.goto(draft)
    expect(page.locator("#canvas[data-ready]")).to_be_visible(**SLOW)
    page.evaluate(SELECT, "handling_to_review")
    page.locator(".djs-palette [data-action='create.task']").click()
    page.mouse.move(*page.evaluate(ON_THE_FLOW, ["handling_to_review", 0.5]))
    there = page.evaluate(ON_THE_FLOW, ["handling_to_review", 0.6])
    page.mouse.move(*there, steps=5)
    page.mouse.click(*there)
    page.keyboard.press("Escape")
    page.locator(".djs-context-pad [data-action=replace]").click()
    page.locator(".djs-popup [data-id=replace-with-user-task]").click()
    expect(page.locator("#panel [data-key=role-note]")).to_contain_text("督办员")
    page.locator("#panel [data-key=id] input").fill("check_photos")
    page.locator("#panel [data-key=name] textarea").fill("查看照片")
    page.locator("#panel [data-key=phase] select").select_option("review")
    saved(page)
    page.locator("#panel [data-key=unit] input").fill("=platform")
    saved(page)
    expect(page.locator("#panel [data-key=unit] .cm-content")).to_have_text("platform")
    expect(page.locator("[data-lint-short]")).to_contain_text("0 个问题")


def adapt_the_scenarios(page: Page, draft: str) -> None:
    """What they expect has changed with the limit and the step, on purpose: somebody looks at it and says so."""
    page.goto(f"{draft}/try")
    page.get_by_role("button", name="全部重演").click(**SLOW)
    shown = page.locator("#scenarios .trial-summary")
    expect(shown).to_contain_text("5wd → 7wd", **SLOW)
    expect(shown).to_contain_text("之后加一步：办理“查看照片”")
    expect(page.get_by_text("改不过来")).to_have_count(0)
    page.get_by_label("全选能改的").check()
    page.get_by_role("button", name="把选中的场景改成这样").click(**SLOW)
    expect(page.locator("#scenarios .note.good")).to_contain_text("全部通过", **SLOW)


def release(desk_of: Callable[..., Desk], draft: str) -> None:
    """One asks, one approves, one releases."""
    page = desk_of("model").go(f"{draft}/review")
    page.locator("#f-note").fill("一般诉求办理时限改为7个工作日；审核前由督办员看照片")
    page.get_by_role("button", name="送审", exact=True).click(**SLOW)
    expect(page.locator(".note.good")).to_be_visible(**SLOW)
    page = desk_of("review").go(f"{draft}/review")
    expect(page.locator("#diff-stories")).to_contain_text("场景")
    page.get_by_role("button", name="批准").click(**SLOW)
    expect(page.locator(".note.good")).to_be_visible(**SLOW)
    page = desk_of("release").go(f"{draft}/review")
    page.get_by_role("button", name="发布", exact=True).click(**SLOW)
    expect(page.locator(".release-list .tag.good").first).to_have_text("现行", **SLOW)


def move(desk_of: Callable[..., Desk], cases: int) -> None:
    """Every running case is tried, and moved."""
    page = desk_of("release").go("/studio/processes/complaint/moves")
    page.fill("#reason", "一般诉求办理时限改为7个工作日；审核前由督办员看照片")
    page.get_by_role("button", name="逐件试换").click(**SLOW)
    with timed("try"):
        drain()
    expect(page.get_by_role("heading", name="试换完成")).to_be_visible(**SLOW)
    page.get_by_role("button", name=f"给这 {cases} 件案卷换版").click(**SLOW)
    page.wait_for_url(re.compile(r"/studio/moves/\d+$"))
    with timed("move"):
        drain()
    expect(page.get_by_role("heading", name="换版结束")).to_be_visible(**SLOW)
    expect(page.locator("#batch")).to_contain_text(f"已在新版本上办理 {cases} 件")


@contextmanager
def timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"the show, {CASES} requests: {what} {time.perf_counter() - started:.1f} s")


@pytest.mark.timeout(300 + 6 * CASES)
def test_the_process_changes_while_cases_run(site: Site, desk_of: Callable[..., Desk], today: Traveller) -> None:
    requests = invent(CASES, seed=SEED, since=TODAY - ARRIVE, until=TODAY, source="show")
    with timed("get there"):
        simulate(seed=SEED, requests=requests, until=TODAY)
    cases = one(NOT_OVER)

    page = desk_of("model").go("/studio/")
    page.locator("form:has(input[value=complaint]) button").click()
    expect(page.locator("#workspace")).to_be_visible()
    draft = page.url.split("?")[0]
    path = draft[draft.index("/studio") :]
    change_the_limit(page, draft)
    draw_the_step(page, draft)
    adapt_the_scenarios(page, draft)
    release(desk_of, path)
    assert one(NOT_OVER) == cases > CASES / 2
    move(desk_of, cases)

    met: list[int] = []

    def first(case: CaseView, task: OpenTask) -> bool:
        """The new step of the first case that gets there is left to the browser."""
        if task.element == "check_photos" and not met:
            met.append(case.case_id)
        return task.element == "check_photos" and met == [case.case_id]

    with timed("finish all but one"):
        simulate(seed=SEED + 1, since=TODAY, stays=first)
    assert 1 <= one(NOT_OVER) <= 1 + CASES // 20  # what was tried in vain, or waits for the one that is left
    today.go(one(LAST))
    desk = desk_of("supervise")
    page = desk.open_from_queue(one(AT_THE_STEP))
    expect(page.locator("main")).to_contain_text("查看照片")
    desk.submit()
    with timed("finish the last"):
        for again in range(AGAIN):
            if one(NOT_OVER):
                simulate(seed=SEED + 2 + again, since=max(today.moment, one(LAST)))
    assert (one(NOT_OVER), one(ON_IT)) == (0, cases)
    print(f"the show: {cases} moved and closed, {one(DONE)} did the new step, {one(LIMITED)} clocks by the new limit")
