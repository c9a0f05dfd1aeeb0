"""The inbox in a browser: few interactions, keys that never take what is typed, marks that survive news."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Desk, Site
from tests.support.city import registered, task_of
from webapp.database import connections

DeskOf = Callable[..., Desk]

COUNTED = """for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, (event) => {
    sessionStorage.told = Number(sessionStorage.told ?? 0) + (event.isTrusted ? 1 : 0); }, true);"""


def several(site: Site, count: int) -> tuple[str, list[str]]:
    """A pair of characters that only these requests have in their titles, and their numbers."""
    pair = "".join(chr(0x6000 + byte) for byte in uuid.uuid4().bytes[:2])
    return pair, [
        registered(site.app, title=pair + "".join(chr(0x5000 + byte) for byte in uuid.uuid4().bytes)) for _ in range(count)
    ]


def marked(page: Page) -> int:
    return page.locator("tbody .tick input:checked").count()


def test_one_task_takes_three_interactions_and_the_next_one_opens(site: Site, desk_of: DeskOf) -> None:
    pair, numbers = several(site, 2)
    page = desk_of("intake").page
    page.add_init_script(COUNTED)
    page.goto(f"{site.address}/inbox?list=queue&words={pair}")
    page.evaluate("sessionStorage.told = 0")
    page.locator("tr[data-row] [data-open]").first.click()
    page.locator("input[name=decision][value=dispatch]").check()
    page.locator("form[data-conditions] button.primary").click()
    expect(page.locator(".note.good")).to_be_visible()
    expect(page).to_have_title(re.compile(numbers[1]))
    assert int(page.evaluate("sessionStorage.told")) <= 4


def test_whoever_is_faster_than_the_script_of_the_form_is_not_held_up(site: Site, desk_of: DeskOf) -> None:
    pair, _ = several(site, 1)
    page = desk_of("intake").go(f"/inbox?list=queue&words={pair}")
    held: list[Route] = []
    page.route("**/assets/app-*.js", lambda route: held.append(route))
    page.locator("tr[data-row] [data-open]").first.click()
    page.locator("input[name=decision][value=dispatch]").check()
    page.locator("form[data-conditions] button.primary").click()
    expect(page.locator(".note.good")).to_be_visible()
    assert held


def test_a_button_stands_still_while_it_is_pressed(site: Site, desk_of: DeskOf) -> None:
    pair, _ = several(site, 1)
    page = desk_of("intake").go(f"/inbox?list=queue&words={pair}")
    page.locator("tr[data-row] [data-open]").first.click()
    button, told = page.locator("form[data-conditions] button.primary"), page.locator("[data-field=told_text]")
    page.locator("input[name=decision][value=answered_directly]").check()
    expect(told).to_be_visible()
    with page.expect_response("**/conditions*"):
        button.hover()
        page.mouse.down()
        page.evaluate("document.querySelector('input[name=decision][value=dispatch]').click()")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(told).to_be_visible()
    page.mouse.up()
    expect(page.locator(".note.good")).to_be_visible()


def test_keys_move_mark_and_open_but_take_nothing_that_is_typed(site: Site, desk_of: DeskOf) -> None:
    pair, numbers = several(site, 3)
    page = desk_of("intake").go(f"/inbox?list=queue&words={pair}")
    for key in ("j", "x", "ArrowDown", "ArrowDown", "Shift+X"):
        page.keyboard.press(key)
    assert marked(page) == 3
    expect(page.locator("[data-bulk-count]")).to_contain_text("3")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: '*', isComposing: true, bubbles: true}))")
    assert marked(page) == 3
    page.keyboard.press("/")
    page.keyboard.type("jxc?")
    expect(page.locator("#words")).to_have_value("jxc?")
    expect(page.locator("#keys")).to_be_hidden()
    page.goto(f"{site.address}/inbox?list=queue&words={pair}")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/**")
    page.keyboard.press("n")
    page.wait_for_url(f"**/tasks/{numbers[1]}/**")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/inbox?list=watching")


def test_news_come_quietly_and_keep_what_is_marked(site: Site, desk_of: DeskOf) -> None:
    pair, numbers = several(site, 2)
    page = desk_of("intake").page
    page.clock.install()
    page.goto(f"{site.address}/inbox?list=queue&words={pair}")
    page.locator("tbody .tick input").first.check()
    case, _, _ = task_of(numbers[1])
    with connections.take() as connection:
        connection.execute("UPDATE work_item SET assignee_id = 1 WHERE case_id = %s", (case,))
    registered(site.app, title=pair + "又来一件新的事情")
    with page.expect_response("**/inbox/live"):
        page.clock.run_for(31_000)
    expect(page.locator("tr.gone")).to_have_count(1)
    expect(page.locator("tr.gone")).to_contain_text("已认领")
    expect(page.locator("[data-live-bar]")).to_contain_text("新到 1 件")
    assert page.title().startswith("(1) ")
    assert marked(page) == 1
    page.keyboard.press("r")
    expect(page.locator("tr[data-row]")).to_have_count(2)
    assert marked(page) == 1
    expect(page.locator("[data-live-bar]")).to_be_hidden()


def test_many_are_claimed_and_one_is_done_without_touching_the_mouse(site: Site, desk_of: DeskOf) -> None:
    pair, _ = several(site, 2)
    page = desk_of("intake").go(f"/inbox?list=queue&words={pair}")

    def press(*keys: str, to: str) -> None:
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_url(to)

    press("j", "x", "j", "x", "b", "c", to="**/inbox/bulk")
    expect(page.locator(".bulk-send button.primary")).to_be_focused()
    press("Enter", to="**/inbox/bulk/run")
    expect(page.locator("h1")).to_contain_text("办成 2 件")
    expect(page.locator(".bulk a.primary")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("收件箱")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk a.primary")).to_be_focused()
    press("Enter", to="**/inbox?list=queue*")
    press("g", "m", to="**/inbox?list=mine*")
    press("j", "Enter", to="**/tasks/**")
    page.keyboard.press("e")
    expect(page.locator("form[data-main] input:focus")).to_have_count(1)
    page.locator("input[name=decision][value=dispatch]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note.good")).to_be_visible()
    page.wait_for_load_state()  # keys are obeyed when the scripts are there
    page.locator("#f-note").focus()
    page.keyboard.press("Escape")
    press("v", to="**/cases/**")
    expect(page.locator("[data-diagram][data-ready]")).to_be_visible()  # two keys belong together when the page is not busy
    press("g", "1", to="**/inbox")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.locator(".rail-foot .menu-sheet a:focus")).to_have_count(1)
