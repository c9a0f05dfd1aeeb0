"""axe finds no serious accessibility problem on the pages that no link leads to: they come after something was sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from engine.library import files_of
from tests.browser.axe import problems_in_both
from tests.browser.conftest import Desk, Site
from tests.support.city import registered
from webapp.bench.moves import changed
from webapp.casework import definitions, directory
from webapp.casework.actors import SYSTEM
from webapp.config import ROOT
from webapp.database import connections
from webapp.demo.playing import person
from webapp.organisation import password_links
from webapp.releases import reviews
from webapp.studio import drafts
from webapp.tables.register import today
from webapp.workers.drain import drain

DeskOf = Callable[..., Desk]
Way = Callable[[Site, Desk], Page]

LOG = b"case,activity,time\n" + b"".join(
    b"%d,%s,2026-03-0%dT09:00:00Z\n" % (n, step, n) for n in (1, 2) for step in (b"in", b"out")
)


def request_is_filed(site: Site, desk: Desk) -> Page:
    page = desk.go("/request")
    page.fill("[name=title]", "滨河路路灯不亮")
    page.fill("[name=statement]", "滨河路东段的路灯已经三天不亮了，夜里看不清路。")
    page.select_option("[name=place]", "lp1010101")
    page.locator("form[action='/request'] button.primary").click()
    page.wait_for_url("**/request/filed")
    return page


def progress_is_shown(site: Site, desk: Desk) -> Page:
    number = registered(site.app)
    with connections.take() as connection:
        (code,) = connection.execute('SELECT query_code FROM "case" WHERE number = %s', (number,)).fetchone() or ()
    page = desk.go("/follow")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.locator("main button.primary").click()
    page.wait_for_url(f"**/{number}*")
    return page


def password_is_chosen(site: Site, desk: Desk) -> Page:
    with connections.take() as connection:
        (user,) = connection.execute("""SELECT id FROM "user" WHERE login = 'call2'""").fetchone() or ()
        secret = password_links.make(connection, SYSTEM, directory.load(connection), user)
    return desk.go(f"/new-password/{secret}")


def call_is_registered(site: Site, desk: Desk) -> Page:
    page = desk.go("/intake")
    for name, value in (("phone", "13812345678"), ("title", "滨河路井盖松动"), ("statement", "车一过就响，怕掉下去，请修。")):
        page.fill(f"[name={name}]", value)
    page.locator("input[name=kind][value=complaint]").check()
    page.locator("input[name=urgency][value=general]").check()
    page.select_option("[name=place]", "lp1010101")
    page.select_option("[name=category]", "roads.surface.pothole")
    page.get_by_role("button", name="登记诉求").click()
    page.wait_for_url("**/intake/registered/*")
    return page


def instruction_is_asked(site: Site, desk: Desk) -> Page:
    case = f"/cases/{registered(site.app)}"
    page = desk.go(case)
    page.fill("[name=reason]", "接群众来信，了解办理情况")
    page.locator("form[action$='/look'] button.primary").click()
    page.wait_for_url(f"**{case}")
    return desk.go(f"{case}/instruct")


def log_is_given(site: Site, desk: Desk) -> Page:
    page = desk.go("/audit/mining/logs")
    page.set_input_files("#file", {"name": "other.csv", "mimeType": "text/csv", "buffer": LOG})
    page.locator("form:has(#file) button.primary").click()
    page.wait_for_url("**/columns")
    return page


def other_case_is_opened(site: Site, desk: Desk) -> Page:
    page = log_is_given(site, desk)
    for meaning in ("case", "activity", "time"):
        page.select_option(f"#m-{meaning}", meaning)
    page.locator("form[action$='/columns'] button.primary").click()
    page.wait_for_url("**/logs")
    drain()
    with connections.take() as connection:
        (log,) = connection.execute("SELECT max(id) FROM foreign_log").fetchone() or ()
    return desk.go(f"/audit/mining/logs/{log}/cases/1")


def batch_is_tried(site: Site, desk: Desk) -> Page:
    registered(site.app)
    _new_version()
    page = desk.go("/studio/processes/complaint/moves")
    page.fill("#reason", "一般事项多一个工作日")
    page.get_by_role("button", name="逐件试换").click()
    page.wait_for_url(re.compile(r"/studio/moves/\d+$"))
    drain()
    page.reload()
    return page


def versions_are_compared(site: Site, desk: Desk) -> Page:
    _new_version()
    with connections.take() as connection:
        known = connection.execute("SELECT definition_id FROM deployment WHERE key = 'complaint' ORDER BY id").fetchall()
    page = desk.go(f"/studio/processes/complaint/compare?old={known[0][0]}&new={known[-1][0]}")
    expect(page.locator("[data-compare][data-ready]")).to_be_visible()
    return page


def table_is_published(site: Site, desk: Desk) -> Page:
    page = desk.go("/studio/tables/complaint/sla")
    with page.expect_download() as download:
        page.locator("a[download]").last.click()
    page.set_input_files("input[name=sheet]", download.value.path())
    page.fill("[name=effective_from]", (today() + timedelta(days=3)).isoformat())
    page.fill("[name=basis]", "市政府办12号")
    page.locator("form[action$='/propose'] button.primary").click()
    page.wait_for_url("**/publications/*")
    return page


def tables_are_compared(site: Site, desk: Desk) -> Page:
    table_is_published(site, desk)
    page = desk.go("/studio/tables/complaint/sla")
    page.locator("form.compare button").click()
    page.wait_for_url("**/compare?*")
    return page


def draft_is_tried(site: Site, desk: Desk) -> Page:
    page = desk.go(f"/studio/drafts/{_draft()}/try")
    page.locator("form[action$='/try/runs'] button.primary").click()
    expect(page.locator("[data-diagram][data-ready]")).to_be_visible()
    return page


def past_is_compared(site: Site, desk: Desk) -> Page:
    page = desk.go(f"/studio/drafts/{_draft()}/try")
    page.locator("form[action$='/what-if'] button.primary").click()
    page.wait_for_url(re.compile(r"/what-if/\d+"))
    drain()
    page.reload()
    return page


def _new_version() -> None:
    with connections.take() as connection:
        definitions.deploy(connection, changed(files_of(ROOT / "processes" / "complaint")))


def _draft() -> int:
    with connections.take() as connection:
        base = reviews.running(connection, "complaint")
        return drafts.start(connection, "complaint", person("model").user_id or 0, title="试一试", base=base).id


WAYS: dict[str, tuple[str | None, Way]] = {
    "public.filed": (None, request_is_filed),
    "public_progress.show": (None, progress_is_shown),
    "passwords.choose": (None, password_is_chosen),
    "desk.registered": ("call", call_is_registered),
    "supervision.ask_instruction": ("mayor", instruction_is_asked),
    "mining.name_columns": ("audit", log_is_given),
    "mining.other_case": ("audit", other_case_is_opened),
    "moves.batch": ("release", batch_is_tried),
    "releases.compare": ("review", versions_are_compared),
    "tables.publication": ("model", table_is_published),
    "tables.compare": ("model", tables_are_compared),
    "studio_trial.run": ("model", draft_is_tried),
    "studio_what_if.show": ("model", past_is_compared),
}
"""Kind of page -> who comes there, and how."""


@pytest.mark.parametrize("kind", WAYS)
def test_no_page_behind_a_form_has_a_serious_accessibility_problem(site: Site, desk_of: DeskOf, kind: str) -> None:
    login, way = WAYS[kind]
    desk = desk_of(login)
    page = way(site, desk)
    assert site.app.url_map.bind("").match(page.url.removeprefix(desk.address).partition("?")[0])[0] == kind
    assert page.locator("main h1").count() == 1
    assert "\n".join(problems_in_both(page, login)) == ""
