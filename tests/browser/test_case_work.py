"""Forms in a real browser: a photo goes up at once, what is typed is there after a reload, a text comes in by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.support.city import registered, visitor
from tests.support.files import picture


def test_a_draft_is_there_after_a_reload_and_a_template_comes_in_by_keyboard(site: Any, desk_of: Callable[..., Any]) -> None:
    keeper = visitor(site.app, "supervise").get("/knowledge/new")
    keeper.send("/knowledge/new", kind="reply", title="当场答复", text="编号{{编号}}，已当场答复。", unit="lp")
    assert keeper.status == 200, keeper.words
    number = registered(site.app)
    desk = desk_of("intake")
    page = desk.open_from_queue(number)
    desk.choose("decision", "answered_directly")
    note = page.locator("#f-told_text")
    note.fill("先生反映：")
    note.press("Control+End")
    note.press("Control+/")
    page.locator("dialog[data-snippet-box] input").type("当场")
    expect(page.locator("dialog [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(note).to_have_value(f"先生反映：编号{number}，已当场答复。")
    expect(page.locator("[data-draft-state]")).to_contain_text("草稿已保存")
    page.reload()
    expect(note).to_have_value(f"先生反映：编号{number}，已当场答复。")
    desk.submit()


def test_a_citizen_adds_a_photo_on_a_phone(site: Any, desk_of: Callable[..., Any]) -> None:
    guest = desk_of(None, width=390)
    page = guest.go("/request")
    page.locator("input[name=kind][value=complaint]").check()
    page.fill("#f-title", "人行道地砖松动一片")
    page.fill("#f-statement", "下雨一踩就溅水，老人差点摔倒，请修一修。")
    page.reload()
    expect(page.locator("#f-title")).to_have_value("人行道地砖松动一片")
    page.select_option("#f-place", "lp1010101")
    page.locator("form[data-draft-local] > .panel-body > button.primary").click()
    page.get_by_role("link", name="补充照片或查看进度").click()
    page.locator("details:has(#supplement-files) summary").click()
    page.set_input_files("#supplement-files", {"name": "地砖.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(600, 400))})
    expect(page.locator(".file-list img")).to_be_visible()
    page.locator("details:has(#supplement-files) button.primary").click()
    expect(page.locator(".note.good")).to_contain_text("已收到")
    expect(page.locator(".timeline")).to_contain_text(re.compile("您补充了情况"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
