"""Models of other tools open in the editor, and are written back as their author wrote them but for what was changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import expect

MIWG = Path(__file__).parents[3] / "shared" / "models" / "bpmn_miwg"
MODELS = sorted(MIWG.rglob("*.bpmn"))
SLOWEST = 2_000
"""ms to open one and write it back; the best of five, because other programs run here as well."""
CHANGES = ("move", "append", "remove", "replace")
IN_PLACE = ("move", "replace")
"""The others enlarge pools around, and take along what hangs on a step."""

OPEN = """async ({ xml, isRenamed }) => {
  const { modeler } = window.bihuanEditor;
  const began = performance.now();
  await modeler.importXML(xml);
  const saved = (await modeler.saveXML({ format: true })).xml;
  const took = performance.now() - began;
  const elements = modeler.get("elementRegistry");
  const shown = elements.getAll().length;
  if (!isRenamed) return { saved, took, shown };
  const shape = elements.find(({ type }) => /Task$|Activity$/.test(type)) ?? elements.find(({ type }) => /Event$/.test(type));
  if (shape) modeler.get("modeling").updateProperties(shape, { name: "改名" });
  const renamed = shape && (await modeler.saveXML({ format: true })).xml;
  if (shape) modeler.get("commandStack").undo();
  const undone = (await modeler.saveXML({ format: true })).xml;
  return { saved, took, renamed, undone, id: shape?.id, type: shape?.type, shown };
}"""
CHANGE = """async ({ xml, change }) => {
  const { modeler } = window.bihuanEditor;
  await modeler.importXML(xml);
  await modeler.saveXML();
  const own = async () => (await modeler.get("moddle").toXML(modeler.getDefinitions(), { format: true })).xml;
  const shape = modeler.get("elementRegistry").find(({ type }) => /Task$|Activity$/.test(type));
  const touched = [shape.id, ...shape.incoming.map(({ id }) => id), ...shape.outgoing.map(({ id }) => id)];
  try {
   ({
    move: () => modeler.get("modeling").moveElements([shape], { x: 10, y: 10 }),
    append: () => modeler.get("autoPlace").append(shape, modeler.get("elementFactory").createShape({ type: "bpmn:UserTask" })),
    remove: () => modeler.get("modeling").removeElements([shape]),
    replace: () => modeler.get("bpmnReplace").replaceElement(shape, { type: "bpmn:ManualTask" }),
   })[change]();
  } catch {
    return null; // the editor itself cannot do that to this drawing
  }
  const [drawn, saved] = [await own(), (await modeler.saveXML({ format: true })).xml];
  await modeler.importXML(saved);
  return { drawn, saved, again: await own(), touched };
}"""


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def tree(xml: str) -> etree._Element:
    return etree.fromstring(xml.encode())


def canonical(root: etree._Element) -> bytes:
    """As the W3C's Canonical XML writes it, remarks and white space included. Version 1 refuses relative names of namespaces, and
    version 2 is free to choose between two prefixes of one namespace, so it is asked second."""
    try:
        return etree.tostring(root, method="c14n", with_comments=True)
    except etree.C14NError:
        return etree.tostring(root, method="c14n2", with_comments=True)


def census(root: etree._Element, without: frozenset[str] = frozenset()) -> Counter[tuple[object, ...]]:
    """Every element with what it says and where it stands, in any order; empty labels say nothing. `without`: ids of elements
    that are left out, with what is inside them and what draws them."""
    found: Counter[tuple[object, ...]] = Counter()
    for element in root.iter("{*}*"):
        above = [element, *element.iterancestors()]
        if any({e.get("id"), (e.get("bpmnElement") or "").rpartition(":")[2]} & without for e in above):
            continue
        text = (element.text or "").strip().rpartition(":")[2]
        if text in without or (element.tag.endswith("BPMNLabel") and not len(element) and not element.attrib):
            continue
        said = sorted((key, str(value).rpartition(":")[2]) for key, value in element.attrib.items())
        around = next((e.get("id") for e in above[1:] if e.get("id")), None)
        found[element.tag, around, tuple(said), text] += 1
    return found


@pytest.fixture
def editor(desk_of):
    desk = desk_of("model", width=1440)
    desk.go("/studio/")
    desk.page.locator("form:has(input[value=grid_event]) button").click()
    expect(desk.page.locator("#canvas[data-ready]")).to_be_visible(timeout=30_000)
    yield desk.page
    desk.complaints.clear()  # the editor grumbles about some of them


pytestmark = pytest.mark.skipif(not MODELS, reason=f"SKIPPED: the interchange models are not here: {MIWG}")


def test_all_of_them_come_back_as_they_were(editor):
    other, slow, empty = [], {}, []
    for path in MODELS:
        text, name = text_of(path), str(path.relative_to(MIWG))
        answer = editor.evaluate(OPEN, {"xml": text})
        if canonical(tree(answer["saved"])) != canonical(tree(text)):
            other.append(name)
        if answer["took"] > SLOWEST and all(editor.evaluate(OPEN, {"xml": text})["took"] > SLOWEST for _ in range(4)):
            slow[name] = answer["took"]
        if not answer["shown"]:
            empty.append(name)
    assert (other, empty, slow) == ([], [], {})


def test_where_one_name_is_changed_only_that_is_changed(editor):
    other = []
    for path in MODELS[::6]:
        text = text_of(path)
        answer = editor.evaluate(OPEN, {"xml": text, "isRenamed": True})
        kind = answer["type"].removeprefix("bpmn:").lower()
        wanted = tree(text)
        named = [e for e in wanted.iter("{*}*") if e.get("id") == answer["id"] and etree.QName(e).localname.lower() == kind]
        named[0].set("name", "改名")
        if canonical(tree(answer["renamed"])) != canonical(wanted) or answer["undone"] != text:
            other.append(str(path.relative_to(MIWG)))
    assert other == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_written_whole_and_nothing_else_is_touched(editor, change):
    lost, other = {}, []
    for path in MODELS[3::20]:
        text, name = text_of(path), str(path.relative_to(MIWG))
        answer = editor.evaluate(CHANGE, {"xml": text, "change": change})
        if answer is None:
            continue
        if census(tree(answer["again"])) != census(tree(answer["drawn"])):
            other.append(name)
        without = frozenset(answer["touched"])
        if change not in IN_PLACE:
            continue
        if missing := census(tree(text), without) - census(tree(answer["saved"]), without):
            lost[name] = dict(missing)
    assert (lost, other) == ({}, [])
