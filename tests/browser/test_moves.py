"""A release manager moves running cases to a new version; a supervisor sends one of them back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from engine.library import files_of
from tests.browser.conftest import Site
from tests.support.city import registered, task_of, visitor
from webapp.bench.moves import changed
from webapp.casework import definitions
from webapp.config import ROOT
from webapp.database import connections
from webapp.workers.drain import drain


def test_from_the_release_to_the_moved_case(site: Site, desk_of) -> None:  # type: ignore[no-untyped-def]
    numbers = [registered(site.app) for _ in range(3)]
    task = task_of(numbers[0])[1]
    visitor(site.app, "intake").get(f"/tasks/{numbers[0]}/{task}").send(f"/tasks/{numbers[0]}/{task}", decision="dispatch")
    drain()
    with connections.take() as connection:
        definitions.deploy(connection, changed(files_of(ROOT / "processes" / "complaint")))

    desk = desk_of("release")
    page = desk.go("/studio/")
    page.locator("a[href='/studio/processes/complaint/moves']").click()
    page.fill("#reason", "一般事项多一个工作日，审核前看照片")
    page.get_by_role("button", name="逐件试换").click()
    expect(page.get_by_role("heading", name="正在逐件试换")).to_be_visible()
    drain()
    expect(page.get_by_role("heading", name="试换完成")).to_be_visible()
    expect(page.locator("#batch")).to_contain_text("派单")
    page.get_by_role("button", name="给这 3 件案卷换版").click()
    page.wait_for_url(re.compile(r"/studio/moves/\d+$"))
    drain()
    expect(page.get_by_role("heading", name="换版结束")).to_be_visible()
    expect(page.locator("#batch")).to_contain_text("已在新版本上办理 3 件")

    phone = desk_of("release", width=390)
    page = phone.go(page.url.removeprefix(phone.address))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    over = desk_of("supervise")
    page = over.go(f"/cases/{numbers[0]}")
    page.locator("summary", has_text="退回或转到其他环节").click()
    page.get_by_label("退回到“审核受理”").check()
    page.fill("#way-reason", "受理意见写错了")
    page.get_by_role("button", name="确认").click()
    expect(page.locator(".note.good")).to_be_visible()
    expect(page.locator("#timeline")).to_contain_text("退回到“审核受理”重新办理。原因：受理意见写错了")
    assert task_of(numbers[0])[2] == "triage"
