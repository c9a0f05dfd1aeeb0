"""A grid worker's phone without a network: what is written there, photo and all, becomes one case when the network is back."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk, Site
from webapp.database import connections

DeskOf = Callable[..., Desk]
READY = """async () => { await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller?.state !== "activated") await new Promise((done) => setTimeout(done, 50)); }"""
"""For evaluate, which waits for a promise; wait_for_function would take the promise itself for an answer."""
HERE = bytes.fromhex("4750534c61746974756465")
"""Stands for the place that a camera writes into its photos."""


def photo() -> dict[str, object]:
    """A large photo that says where it was taken."""
    held, marks = io.BytesIO(), Image.Exif()
    marks[0x010E] = HERE.decode()
    marks.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (3000, 2000), "gray").save(held, "JPEG", exif=marks)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def write(page: Page, sentence: str) -> None:
    page.locator("label.tile:has([value='urban.cleaning.rubbish'])").click()
    page.set_input_files("[data-photos=photos] input[type=file]", files=[photo()])
    expect(page.locator(".shot img")).to_have_count(1)
    page.fill("[name=statement]", sentence)


def filed() -> list[tuple[int, int]]:
    """(case id, photos) of the events reported by people."""
    with connections.take() as connection:
        return connection.execute(
            """SELECT c.id, count(a.id) FROM "case" c LEFT JOIN attachment a ON a.case_id = c.id
               WHERE c.process = 'grid_event' GROUP BY c.id ORDER BY c.id"""
        ).fetchall()  # type: ignore[return-value]


def test_a_report_written_without_a_network_is_filed_once_when_it_returns(site: Site, desk_of: DeskOf) -> None:
    desk = desk_of("lp10101-gw", width=390)
    page, context = desk.go("/grid"), desk.page.context
    page.evaluate(READY)
    desk.go("/grid/report")

    write(page, "写到一半")
    expect(page.locator("[data-say]")).to_have_text("草稿已存在本机")
    context.set_offline(True)
    page.goto(f"{desk.address}/grid/report")  # opens from what the phone keeps, with the draft
    expect(page.locator("[name=statement]")).to_have_value("写到一半")
    expect(page.locator(".shot img")).to_have_count(1)
    expect(page.locator("[name=place] option").first).to_have_text("海晏社区第1网格")
    page.fill("[name=statement]", "巷口垃圾没人清")
    page.locator("button[form=grid-form]").click()
    expect(page.locator(".outbox li[data-state=waiting], .outbox li[data-state=sending]")).to_contain_text("1 张照片")
    assert filed() == []

    context.set_offline(False)
    expect(page.locator(".outbox li[data-state=sent]")).to_have_count(1, timeout=15_000)
    page.reload()
    assert [photos for _, photos in filed()] == [1]
    desk.complaints[:] = [words for words in desk.complaints if "ERR_INTERNET_DISCONNECTED" not in words]


def test_an_answer_lost_on_the_way_back_files_nothing_twice_and_photos_do_not_tell_where(site: Site, desk_of: DeskOf) -> None:
    before = len(filed())
    desk = desk_of("lp10101-gw", width=390)
    page = desk.go("/grid/report")
    lost: list[int] = []
    uploads: list[bytes] = []
    page.on("request", lambda request: uploads.append(request.post_data_buffer or b"") if "/attachments" in request.url else None)

    def lose(route: object) -> None:
        """The server does its work, the phone hears nothing; once."""
        if lost:
            route.continue_()  # type: ignore[attr-defined]
            return
        lost.append(route.fetch().status)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/grid/report", lambda route: lose(route) if route.request.method == "POST" else route.continue_())
    write(page, "答复丢在路上")
    page.locator("button[form=grid-form]").click()
    expect(page.locator(".outbox li[data-state=sent]")).to_have_count(1, timeout=15_000)
    assert lost == [200]
    assert HERE in photo()["buffer"]  # type: ignore[operator]
    assert uploads
    assert all(HERE not in body and len(body) < 200_000 for body in uploads)
    assert len(filed()) == before + 1
    desk.complaints[:] = [words for words in desk.complaints if "ERR_FAILED" not in words]


def test_accept_and_settle_with_one_thumb_then_sign_out_and_leave_nothing_behind(site: Site, desk_of: DeskOf) -> None:
    desk = desk_of("lp10101-gw", width=390)
    page = desk.go("/grid/report")
    write(page, "一只手就能做完")
    page.locator("button[form=grid-form]").click()
    page.wait_for_url("**/grid")
    small = (
        "[...document.querySelectorAll('main a, main button, .grid-foot *, summary')]"
        ".filter(e => e.matches('a.button, button, summary') && e.offsetParent && e.getBoundingClientRect().height < 44).length"
    )
    assert page.evaluate(small) == 0
    page.locator("form[data-accept] button").first.click()
    page.wait_for_url("**/grid/tasks/**")
    page.locator("label.tile:has([value=resolved])").click()
    for field in ("photo_before", "photo_after"):
        page.set_input_files(f"[data-photos={field}] input[type=file]", files=[photo()])
        expect(page.locator(f"[data-photos={field}] .shot")).to_have_count(1)
    page.locator("label:has([name=closing_met])").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(small) == 0
    page.locator("button[form=grid-form]").click()
    page.wait_for_url("**/grid")
    with connections.take() as connection:
        (element,) = connection.execute(
            "SELECT element FROM work_item WHERE process = 'grid_event' AND state = 'done' ORDER BY ended_at DESC LIMIT 1"
        ).fetchone()
    assert element == "resolve_worker"

    desk.go("/grid/report")
    write(page, "还没写完")
    expect(page.locator("[data-say]")).to_have_text("草稿已存在本机")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".grid-menu summary").click()
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/sign-in*")
    kept = page.evaluate(
        """() => new Promise((good) => {
             const request = indexedDB.open("bihuan-grid");
             request.onsuccess = () => {
               if (!request.result.objectStoreNames.contains("drafts")) return good(0);
               const all = request.result.transaction("drafts").objectStore("drafts").count();
               all.onsuccess = () => good(all.result);
             };
           })"""
    )
    assert kept == 0
