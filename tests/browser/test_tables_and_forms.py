"""A supervisor changes a limit, a field and a text in a draft, and finds them saved; a wrong limit is said at its cell."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from webapp.config import ROOT

READY = {"timeout": 30_000}
ARRIVED = """async ([address, text, timeout]) => {
    const end = Date.now() + timeout;
    while (!(await (await fetch(address)).text()).includes(text)) {
        if (Date.now() > end) throw new Error(`the server never had ${text}`);
        await new Promise((done) => setTimeout(done, 50));
    } }"""
"""wait_for_function takes the promise of an answer for an answer."""
FORMS = sorted((ROOT / "processes").glob("*/forms/*.json"))


def saved(page: Page, path: str) -> str:
    """The file of the draft as the server has it."""
    files = page.locator("#workspace").get_attribute("data-files")
    return page.request.get(f"{page.url.split('/studio')[0]}{files}/{path}").text()


def arrives(page: Page, path: str, text: str) -> str:
    """The file, as soon as the server has it with this text."""
    address = f"{page.locator('#workspace').get_attribute('data-files')}/{path}"
    page.evaluate(ARRIVED, [address, text, READY["timeout"]])
    expect(page.locator("[data-saved][data-kind=good]")).to_be_visible(**READY)
    return saved(page, path)


def say(page: Page, cell: str, text: str) -> None:
    """Type into a cell of the table and leave it."""
    page.locator(f"td[data-element-id={cell}]").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.locator("td[data-element-id=sla_urgent_out_8]").click()


def test_a_limit_a_field_and_a_text_are_changed_in_a_draft_and_saved(desk_of) -> None:
    desk = desk_of("model")
    page = desk.go("/studio/")
    page.locator("form:has(input[value=complaint]) button").click()
    expect(page.locator("#workspace")).to_be_visible()
    draft = page.url.split("?")[0]

    page.goto(f"{draft}/tables?decision=sla")
    expect(page.locator("#table-editor[data-ready]")).to_be_visible(**READY)
    before = saved(page, "sla.dmn")
    say(page, "sla_general_out_4", "6wd")
    expect(page.locator("#table-problems li")).to_have_text(re.compile('"6wd"'), **READY)
    expect(page.locator("td.is-wrong[data-element-id=sla_general_out_4]")).to_have_count(1)
    say(page, "sla_general_out_4", '"6wd"')
    expect(page.locator("#table-problems")).to_be_hidden(**READY)
    after = arrives(page, "sla.dmn", '<text>"6wd"</text>')
    assert after.count("<rule ") == before.count("<rule ")

    page.goto(f"{draft}/forms?form=triage")
    expect(page.locator("#form-editor[data-ready]")).to_be_visible(**READY)
    form = json.loads(saved(page, "forms/triage.json"))
    page.locator(".fjs-form-field").first.click()
    label = page.locator("#panel-label")
    expect(label).to_have_value(form["components"][0]["label"])
    label.fill("如何受理")
    label.blur()
    expect(page.locator("#form-preview").get_by_text("如何受理")).to_be_visible(**READY)
    changed = json.loads(arrives(page, "forms/triage.json", "如何受理"))
    assert changed["components"][0] == {**form["components"][0], "label": "如何受理"}
    assert changed["components"][1:] == form["components"][1:]
    for path in FORMS:
        written = page.evaluate("async (text) => (await bihuanForms.show(text), bihuanForms.text())", path.read_text())
        assert written == path.read_text(), path

    page.goto(f"{draft}/texts")
    expect(page.locator("#texts[data-ready]")).to_be_visible(**READY)
    page.locator("details:has(input[data-path*=triage]) > summary").first.click()
    field = page.locator("""input[data-path='["elements", "triage"]']""")
    field.fill("")
    expect(page.locator("tr.missing", has=field)).to_be_visible()
    field.fill("Judge the request")
    page.locator("""input[data-path='["policies", 0, "value"]']""").fill("20min")
    expect(page.locator("tr.missing")).to_have_count(0)
    english = json.loads(arrives(page, "locale/en.json", "Judge the request"))
    assert english["elements"]["triage"] == "Judge the request"
    assert json.loads(arrives(page, "manifest.json", "20min"))["policies"][0]["value"] == "20min"
