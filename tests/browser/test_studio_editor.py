"""The diagram editor in a real browser: what is drawn is saved and nothing else changes; whatever happens to the server, the line
or a colleague, no work is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from engine.library import files_of
from tests.browser.conftest import Desk, Site
from webapp.config import ROOT
from webapp.database import connections
from webapp.studio import drafts
from webapp.studio.drafts import Draft

DeskOf = Callable[..., Desk]

FILES = {path: content.decode() for path, content in files_of(ROOT / "processes" / "grid_event").items()}
SELECT = """id => { const m = bihuanEditor.modeler, e = m.get("elementRegistry").get(id);
    m.get("canvas").scrollToElement(e, 200); m.get("selection").select(e); }"""


@pytest.fixture
def draft(site: Site) -> Draft:
    with connections.take() as connection:
        row = connection.execute("""SELECT id FROM "user" WHERE login = 'model'""").fetchone()
        assert row
        return drafts.start(connection, "grid_event", int(str(row[0])), title="试画", files=FILES)


def opened(desk: Desk, draft: Draft) -> Page:
    page = desk.go(f"/studio/drafts/{draft.id}")
    expect(page.locator("#canvas[data-ready]")).to_be_visible()
    return page


def kept(draft: Draft) -> etree._Element:
    """The diagram as it is on the server."""
    with connections.take() as connection:
        return etree.fromstring(drafts.load(connection, draft.id).files["process.bpmn"].encode())


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(words))


def saved(page: Page) -> None:
    """Once everything typed so far has arrived."""
    page.locator("#panel header").click()
    page.evaluate(
        "() => new Promise(done => setTimeout(done, 20)).then(() => bihuanEditor.file.flush())"
    )  # after the field has written
    expect(page.locator("[data-saved][data-kind=good]")).to_be_visible()


def counts(root: etree._Element) -> dict[str, int]:
    found: dict[str, int] = {}
    for element in root.iter("{*}*"):
        found[str(element.tag)] = found.get(str(element.tag), 0) + 1
    return found


def test_a_step_that_is_drawn_and_described_is_there_after_coming_back(desk_of: DeskOf, draft: Draft) -> None:
    desk = desk_of("model")
    page = opened(desk, draft)
    page.evaluate(SELECT, "resolve_police")
    page.locator(".djs-context-pad [data-action='append.append-task']").click()
    page.keyboard.press("Escape")
    page.locator("#panel [data-key=id] input").fill("look_again")
    page.locator("#panel [data-key=name] textarea").fill("再看一次")
    page.locator("#panel [data-key=documentation] textarea").fill("人走了再看一眼")
    page.locator("#panel header").click()
    page.evaluate("""() => { const m = bihuanEditor.modeler, e = m.get("elementRegistry").get("look_again");
        m.get("bpmnReplace").replaceElement(e, { type: "bpmn:UserTask" }); }""")
    page.evaluate(SELECT, "look_again")
    page.locator("#panel [data-key=form] select").select_option("check")
    page.locator("#panel [data-key=other-than] select").select_option("resolve_police")
    page.locator("#panel details:has([data-key=group-clocks]) summary").click()
    page.locator("#panel [data-key=add-clocks]").click()
    page.locator("#panel [data-key=clock-limit-0] .feel-toggle").click()
    page.locator("#panel [data-key=clock-limit-0] .cm-content").click()
    page.keyboard.type("pol")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("policy")
    page.keyboard.type("icy.")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_be_visible()
    page.keyboard.press("Enter")
    saved(page)
    page.reload()
    expect(page.locator("#canvas[data-ready]")).to_be_visible()
    page.evaluate(SELECT, "look_again")
    expect(page.locator("#panel h2")).to_have_text("再看一次")
    root = kept(draft)
    (task,) = root.iterfind(".//{*}userTask[@id='look_again']")
    assert task.get("name") == "再看一次"
    assert task.get("{urn:bihuan:bpmn:1}otherThan") == "resolve_police"
    assert [form.get("formId") for form in task.iter("{*}formDefinition")] == ["check"]
    (clock,) = task.iter("{urn:bihuan:bpmn:1}clock")
    assert (clock.get("do"), str(clock.get("limit"))[:8]) == ("start", "=policy.")
    before, after = counts(etree.fromstring(FILES["process.bpmn"].encode())), counts(root)
    assert {tag: n for tag, n in before.items() if after.get(tag, 0) < n} == {}


def test_work_done_while_the_server_is_away_arrives_when_it_is_back(desk_of: DeskOf, draft: Draft) -> None:
    desk = desk_of("model")
    page = opened(desk, draft)
    page.evaluate(SELECT, "resolve_cm")
    page.evaluate("() => { window.fetch = async () => { throw new TypeError('no line'); }; }")
    page.locator("#panel [data-key=name] textarea").fill("城管处置完成")
    said(page, "连不上服务器")
    page.close(run_before_unload=False)
    desk.page = desk.page.context.new_page()
    saved(opened(desk, draft))
    assert kept(draft).find(".//{*}userTask[@id='resolve_cm']").get("name") == "城管处置完成"  # type: ignore[union-attr]


def test_a_word_written_just_before_leaving_is_kept(desk_of: DeskOf, draft: Draft) -> None:
    page = opened(desk_of("model"), draft)
    page.evaluate(SELECT, "resolve_cm")
    page.locator("#panel [data-key=name] textarea").fill("城管办结")
    page.reload()
    expect(page.locator("#canvas[data-ready]")).to_be_visible()
    saved(page)
    assert kept(draft).find(".//{*}userTask[@id='resolve_cm']").get("name") == "城管办结"  # type: ignore[union-attr]


def test_nobody_overwrites_what_a_colleague_saved_meanwhile(desk_of: DeskOf, draft: Draft) -> None:
    desk = desk_of("model")
    page = opened(desk, draft)
    theirs = FILES["process.bpmn"].replace("<bpmn:definitions", "<!-- theirs --><bpmn:definitions", 1)
    with connections.take() as connection:
        drafts.save(connection, draft.id, "process.bpmn", theirs, 1, draft.created_by)
    page.evaluate(SELECT, "resolve_cm")
    page.locator("#panel [data-key=name] textarea").fill("我的")
    dialog = page.locator("dialog.studio-dialog[open]")
    expect(dialog).to_contain_text("有人改过这个文件")
    dialog.locator("button.primary").click()
    saved(page)
    assert kept(draft).find(".//{*}userTask[@id='resolve_cm']").get("name") == "我的"  # type: ignore[union-attr]
    with connections.take() as connection:
        texts = [str(row[0]) for row in connection.execute("SELECT files ->> 'process.bpmn' FROM studio_version").fetchall()]
    assert any("<!-- theirs -->" in text for text in texts)


def test_on_a_phone_the_diagram_is_read(desk_of: DeskOf, draft: Draft) -> None:
    page = opened(desk_of("model", width=390, locale="en"), draft)
    expect(page.locator(".djs-palette")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
