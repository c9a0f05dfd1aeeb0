"""What somebody who draws expects: names in both languages, pieces of one draft in another, errors in words, a list of keys."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from engine.library import files_of
from tests.browser.conftest import Desk, Site
from tests.browser.test_studio_editor import SELECT, opened, saved
from webapp.config import ROOT
from webapp.database import connections
from webapp.studio import drafts
from webapp.studio.drafts import Draft

DeskOf = Callable[..., Desk]
FILES = {path: content.decode() for path, content in files_of(ROOT / "processes" / "grid_event").items()}
SET = """([id, properties]) => { const m = bihuanEditor.modeler;
    m.get("modeling").updateProperties(m.get("elementRegistry").get(id), properties); }"""


def begun(title: str) -> Draft:
    with connections.take() as connection:
        row = connection.execute("""SELECT id FROM "user" WHERE login = 'model'""").fetchone()
        assert row
        return drafts.start(connection, "grid_event", int(str(row[0])), title=title, files=FILES)


def english(draft: Draft) -> dict[str, str]:
    with connections.take() as connection:
        return dict(json.loads(drafts.load(connection, draft.id).files["locale/en.json"])["elements"])


@pytest.fixture
def draft(site: Site) -> Draft:
    return begun("帮手")


def test_the_english_name_is_written_beside_the_chinese_one_and_follows_the_id(desk_of: DeskOf, draft: Draft) -> None:
    page = opened(desk_of("model"), draft)
    page.evaluate(SELECT, "resolve_cm")
    expect(page.locator("#panel [data-key=english] input")).to_have_value(english(draft)["resolve_cm"])
    page.locator("#panel [data-key=english] input").fill("Handled by city management")
    saved(page)
    with page.expect_response(lambda answer: "en.json" in answer.url and answer.request.method == "PUT"):
        page.evaluate(SET, ["resolve_cm", {"id": "handled_cm"}])
    assert "resolve_cm" not in english(draft)
    assert english(draft)["handled_cm"] == "Handled by city management"
    with page.expect_response(lambda answer: "en.json" in answer.url and answer.request.method == "PUT"):
        page.evaluate("() => bihuanEditor.modeler.get('commandStack').undo()")
    assert english(draft)["resolve_cm"] == "Handled by city management"


def test_what_is_copied_in_one_draft_is_pasted_in_another(desk_of: DeskOf, draft: Draft) -> None:
    desk = desk_of("model")
    page = opened(desk, draft)
    page.evaluate("""() => { const m = bihuanEditor.modeler;
        m.get("copyPaste").copy([m.get("elementRegistry").get("resolve_cm")]); }""")
    page = opened(desk, begun("另一份"))
    made = page.evaluate("""() => { const m = bihuanEditor.modeler, start = m.get("elementRegistry").get("resolve_police");
        const [made] = m.get("copyPaste").paste({ element: start.parent, point: { x: start.x, y: start.y + 300 } });
        const { name, extensionElements } = made.businessObject;
        return { name, types: extensionElements.values.map((one) => one.$type) }; }""")
    assert made["name"]
    assert "zeebe:FormDefinition" in made["types"]


def test_an_expression_that_cannot_be_read_is_explained_in_the_language_of_the_page(desk_of: DeskOf, draft: Draft) -> None:
    desk = desk_of("model")
    for locale, words in (("en", "is not finished"), ("zh_CN", "没有写完")):
        page = opened(desk, draft)
        page.locator(f"button[name=locale][value={locale}]").first.evaluate("button => button.click()")
        expect(page.locator("#canvas[data-ready]")).to_be_visible()
        page.evaluate(SELECT, "resolve_cm")
        unit = page.locator("#panel [data-key=unit]")
        if unit.locator(".feel-toggle[aria-pressed=false]").count():
            unit.locator(".feel-toggle").click()
        unit.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.type("1 +")
        expect(unit.locator(".wrong")).to_contain_text(words)


def test_a_question_mark_lists_the_keys_of_the_editor(desk_of: DeskOf, draft: Draft) -> None:
    page = opened(desk_of("model"), draft)
    page.locator("#canvas svg").first.focus()
    page.keyboard.press("?")
    expect(page.locator("#diagram-keys")).to_be_visible()
    expect(page.locator("dialog#keys[open]")).to_have_count(0)


def test_a_new_id_is_offered_to_all_that_speak_of_it(desk_of: DeskOf, draft: Draft) -> None:
    page = opened(desk_of("model"), draft)
    page.evaluate(SELECT, "accept_cleaner")
    page.locator("#panel [data-key=id] input").fill("took_cleaner")
    page.locator("#panel header").click()
    dialog = page.locator("dialog.renaming")
    expect(dialog).to_contain_text("process.bpmn")
    with page.expect_navigation():
        dialog.locator("button.primary").click()
    expect(page.locator("#canvas[data-ready]")).to_be_visible()
    with connections.take() as connection:
        diagram = drafts.load(connection, draft.id).files["process.bpmn"]
    assert "took_cleaner != null" in diagram
    assert re.search(r"\baccept_cleaner\b", diagram) is None
