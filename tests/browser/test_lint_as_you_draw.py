"""A supervisor draws: what is wrong is said at once, in place, with a remedy that one click applies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from engine.lint import Finding, check
from engine.lint.fixes import fixes, table
from tests.engine.coverage_table import that_are_refused
from tests.engine.lint.drawings_refused import REFUSED
from tests.engine.lint.drawings_wrong import JOB_TYPES, ROLES, WRONG
from tests.engine.lint.models import document, folder, forked, user
from tests.support.drawn import drawn
from webapp.studio.findings import told

FASTEST = 100
"""ms from a change to its findings; the best of eight, because other programs run here as well."""
ANSWERS = {"write_condition": "=x = 1", "write_duration": "P3D", "write_name": "核实"}

CHANGE = """async (name) => {
  const { modeler } = window.bihuanEditor;
  const shape = modeler.get("elementRegistry").get("triage");
  const began = performance.now();
  const looked = new Promise((done) => modeler.get("eventBus").once("lint.changed", () => done(performance.now() - began)));
  modeler.get("modeling").updateProperties(shape, { name });
  return await looked;
}"""
REPAIR = """async ({ xml, finding, fix, answer }) => {
  const { modeler } = window.bihuanEditor;
  await modeler.importXML(xml);
  const found = modeler.get("lint").fixesOf(finding).find(({ name }) => name === fix);
  if (!found) return null;
  found.apply(answer);
  const after = (await modeler.saveXML()).xml;
  const stack = modeler.get("commandStack");
  stack.undo();
  return { after, undone: (await modeler.saveXML()).xml, isOneStep: !stack.canUndo() };
}"""
WITHOUT_DEFAULT = folder(document(forked("exclusiveGateway", user("a"), user("b"), conditions=("=x = 1", None), join=False)))


@pytest.fixture(scope="module")
def drafts(site) -> dict[str, str]:
    """Addresses of drafts that were begun already."""
    return {}


@pytest.fixture
def editor(desk_of, drafts) -> Iterator[Page]:
    """The complaint process in the editor of a modeller. What the editor grumbles about broken models is no fault of the page."""
    desk = desk_of("model", width=1440)
    if "complaint" in drafts:
        desk.page.goto(drafts["complaint"])
    else:
        desk.go("/studio/")
        desk.page.locator("form:has(input[value=complaint]) button").click()
    expect(desk.page.locator("#canvas[data-ready]")).to_be_visible(timeout=30_000)
    drafts["complaint"] = desk.page.url
    yield desk.page
    desk.complaints[:] = [said for said in desk.complaints if not said.startswith("failed to import <bpmn:")]


def repairs() -> list[tuple[str, str]]:
    return [(rule, fix) for rule, names in table().items() for fix in names]


def broken(rule: str, fix: str) -> tuple[dict[str, bytes], Finding]:
    """A folder with a drawing in which the rule finds something that this fix is for."""
    by_coverage = {rule: folder(REFUSED[construct]) for construct, rule in that_are_refused().items()}
    files = WITHOUT_DEFAULT if fix == "make_default" else {**by_coverage, **WRONG}[rule]
    files = {**files, "process.bpmn": drawn(files["process.bpmn"]).encode()}
    return files, next(f for f in found(files) if f.rule == rule and fixes(f))


def found(files: dict[str, bytes], xml: str | None = None) -> list[Finding]:
    return check({**files, **({"process.bpmn": xml.encode()} if xml else {})}, roles=ROLES, job_types=JOB_TYPES)


def test_the_complaint_process_is_looked_through_in_time_and_without_findings(editor):
    expect(editor.locator("[data-lint-status]")).to_have_text("没有问题，可以送审。")
    editor.locator("details[data-outline] summary").click()
    expect(editor.locator("[data-outline-body]")).to_contain_text("到 2 建立案卷")
    times = [editor.evaluate(CHANGE, f"分类 {i}") for i in range(8)]
    assert min(times) <= FASTEST, times


def test_a_way_without_condition_is_explained_marked_and_repaired_with_one_click(editor):
    editor.evaluate("""() => {
      const { modeler } = window.bihuanEditor;
      modeler.get("modeling").updateProperties(modeler.get("elementRegistry").get("record_complete"), { default: undefined });
    }""")
    found = editor.locator("li[data-rule=gateway_default_missing]")
    expect(found).to_contain_text("没有默认出口")
    expect(editor.locator(".lint-mark.error")).to_have_count(2)
    found.locator("summary").click()
    expect(found.locator(".lint-lesson p")).to_contain_text("表单里的问题可能没有回答")
    found.locator("button[data-fix=set_default]").click()
    expect(editor.locator("[data-lint-status]")).to_have_text("没有问题，可以送审。")


def test_every_fix_repairs_what_it_is_offered_for_in_one_step_that_can_be_undone(editor):
    failures = {}
    for rule, fix in repairs():
        files, finding = broken(rule, fix)
        asked = {
            "xml": files["process.bpmn"].decode(),
            "finding": told([finding], "en")[0],
            "fix": fix,
            "answer": ANSWERS.get(fix),
        }
        done = editor.evaluate(REPAIR, asked)
        if done is None:
            failures[rule, fix] = "not offered"
        elif any((f.rule, f.element) == (rule, finding.element) for f in found(files, done["after"])):
            failures[rule, fix] = "still found"
        elif not done["isOneStep"] or all((f.rule, f.element) != (rule, finding.element) for f in found(files, done["undone"])):
            failures[rule, fix] = "not undone in one step"
    assert failures == {}
