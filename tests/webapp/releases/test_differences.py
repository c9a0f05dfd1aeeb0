"""Versions are compared by what they say: elements, rules, fields, keys; not by how the file is written."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from engine.library import files_of
from webapp.releases.differences import Change, Detail, differences
from webapp.releases.differences.tables import TableDiff
from webapp.releases.overtaken import merge, overtaking

COMPLAINT = files_of(Path(__file__).parents[3] / "processes" / "complaint")
NODE = "<bpmn:flowNodeRef>{}</bpmn:flowNodeRef>"
ERRAND = files_of(Path(__file__).parents[2] / "support" / "models" / "errand")


def edited(path: str, *swaps: tuple[str, str], of: dict[str, bytes] = COMPLAINT) -> dict[str, bytes]:
    text = of[path].decode()
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**of, path: text.encode()}


def changes(new: dict[str, bytes], old: dict[str, bytes] = COMPLAINT) -> dict[str, Change]:
    (diagram,) = differences(old, new).diagrams
    return {change.id: change for change in diagram.changes}


def table(new: dict[str, bytes]) -> TableDiff:
    (found,) = differences(COMPLAINT, new).tables
    return found


# --- diagrams ---


def test_the_same_content_has_no_differences() -> None:
    assert differences(COMPLAINT, dict(COMPLAINT)).is_empty


def test_an_attribute_is_shown_old_and_new() -> None:
    (change,) = changes(edited("process.bpmn", ('limit="=policy.limit"', 'limit="3wd"'), of=ERRAND), ERRAND).values()
    assert (change.kind, change.id, change.type, change.name) == ("changed", "handle", "userTask", "办理")
    assert change.details == (Detail(what=("clock handle start", "limit"), old="=policy.limit", new="3wd"),)


def test_a_condition_belongs_to_its_flow() -> None:
    (change,) = changes(edited("process.bpmn", ("=callback.satisfied = false", "=callback.again"), of=ERRAND), ERRAND).values()
    assert (change.id, change.details[0].what) == ("again", ("conditionExpression",))


def test_what_is_new_and_what_is_gone_is_told_with_what_it_says() -> None:
    added = '<bpmn:userTask id="check" name="复核"><bpmn:documentation>第二人</bpmn:documentation></bpmn:userTask><bpmn:laneSet'
    new = edited("process.bpmn", ("<bpmn:laneSet", added), of=ERRAND)
    there, back = changes(new, ERRAND)["check"], changes(ERRAND, new)["check"]
    assert (there.kind, back.kind) == ("added", "removed")
    assert Detail(what=("documentation",), old=None, new="第二人") in there.details
    assert Detail(what=("documentation",), old="第二人", new=None) in back.details


def test_work_that_goes_to_another_lane_is_a_change_of_the_step() -> None:
    new = edited(
        "process.bpmn",
        (NODE.format("callback"), ""),
        (NODE.format("handle"), NODE.format("handle") + NODE.format("callback")),
        of=ERRAND,
    )
    (change,) = changes(new, ERRAND).values()
    assert (change.id, change.details) == ("callback", (Detail(what=("lane",), old="callback_agent", new="unit_clerk"),))


def test_what_is_only_drawn_elsewhere_is_moved() -> None:
    text = COMPLAINT["process.bpmn"].decode()
    at = text.index('bpmnElement="triage"')
    new = text[:at] + text[at:].replace('x="', 'x="1', 1)
    (diagram,) = differences(COMPLAINT, {**COMPLAINT, "process.bpmn": new.encode()}).diagrams
    assert [(change.id, change.kind) for change in diagram.drawn] == [("triage", "moved")]
    assert diagram.said == ()


def test_how_a_file_is_written_is_no_difference() -> None:
    text = ERRAND["process.bpmn"].decode().replace("\n    ", "\n\t").replace("bpmn:", "b:").replace("xmlns:bpmn", "xmlns:b")
    assert differences(ERRAND, {**ERRAND, "process.bpmn": text.encode()}).is_empty


# --- tables ---


def test_a_changed_limit_is_one_cell_of_one_rule() -> None:
    found = table(edited("sla.dmn", ("24h", "20h")))
    changed = [rule for rule in found.rules if rule.kind != "same"]
    assert [(rule.before, rule.after) for rule in changed] == [(1, 1)]
    assert [(cell.old, cell.new) for cell in changed[0].cells if cell.differs] == [('"24h"', '"20h"')]
    assert len(found.rules) > 4


def rules_of(text: str) -> list[str]:
    return [f"<rule {part.split('</rule>')[0]}</rule>" for part in text.split("<rule ")[1:]]


@pytest.mark.parametrize("with_ids", [True, False])
def test_rules_that_come_go_and_change_places_are_told_apart(with_ids: bool) -> None:
    text = COMPLAINT["sla.dmn"].decode()
    if not with_ids:
        for rule in rules_of(text):
            text = text.replace(rule, rule.replace(rule[: rule.index(">")], "<rule", 1), 1)
    old = {**COMPLAINT, "sla.dmn": text.encode()}
    first, second, third = [f"<rule{part.split('</rule>')[0]}</rule>" for part in text.split("<rule")[1:]][:3]
    fresh = third.replace('id="', 'id="fresh_').replace("30min", "45min").replace('"1wd"', '"9wd"')
    new = {**COMPLAINT, "sla.dmn": text.replace(first, "\0").replace(second, first + fresh).replace("\0", second).encode()}
    (found,) = differences(old, new).tables
    kinds = [(rule.kind, rule.before, rule.after) for rule in found.rules]
    assert ("added", None, 3) in kinds
    assert sorted(kind for kind, *_ in kinds).count("moved") == 1
    assert "changed" not in {kind for kind, *_ in kinds}


def test_a_new_column_is_shown_with_its_cells() -> None:
    text = COMPLAINT["sla.dmn"].decode()
    column = '<output id="sla_new" label="红牌" name="red" typeRef="string" /><output id="sla_out_1"'
    text = text.replace('<output id="sla_out_1"', column, 1)
    text = text.replace(
        '<outputEntry id="sla_urgent_out_1"',
        '<outputEntry id="x"><text>"1h"</text></outputEntry><outputEntry id="sla_urgent_out_1"',
    )
    found = table({**COMPLAINT, "sla.dmn": text.encode()})
    (place,) = [place for place, column in enumerate(found.columns) if column.state == "added"]
    assert found.columns[place].label == "红牌"
    assert (found.rules[0].kind, found.rules[0].cells[place].new) == ("changed", '"1h"')


# --- forms, manifest, texts ---


def test_a_form_is_compared_by_field() -> None:
    form = json.loads(COMPLAINT["forms/handle.json"])
    fields: list[dict[str, Any]] = form["components"]
    gone = fields.pop()
    fields[0]["label"] = "办理结论"
    fields.insert(1, {"type": "textfield", "key": "proof", "label": "佐证"})
    new = {**COMPLAINT, "forms/handle.json": json.dumps(form).encode()}
    (found,) = differences(COMPLAINT, new).forms
    told = {change.id: change.kind for change in found.changes}
    assert told == {fields[0]["key"]: "changed", "proof": "added", gone["key"]: "removed"}


def test_policies_are_compared_by_name_and_texts_by_key() -> None:
    manifest = json.loads(COMPLAINT["manifest.json"])
    manifest["policies"].insert(0, {"name": "first", "value": 1, "effective_from": "2026-01-01"})
    texts = json.loads(COMPLAINT["locale/en.json"])
    texts["elements"]["triage"] = "Sort"
    new = {**COMPLAINT, "manifest.json": json.dumps(manifest).encode(), "locale/en.json": json.dumps(texts).encode()}
    by_file = {keyed.file: keyed.details for keyed in differences(COMPLAINT, new).keyed}
    assert [detail.what for detail in by_file["locale/en.json"]] == [("elements", "triage")]
    assert {detail.what[1] for detail in by_file["manifest.json"]} == {"first 2026-01-01"}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("process.bpmn", b"<!DOCTYPE x [<!ENTITY a 'aa'>]><x>&a;</x>"), ("sla.dmn", b"<nothing"), ("forms/handle.json", b"{"),
        ("manifest.json", b"["),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_to_be_unreadable(path: str, content: bytes) -> None:
    assert differences(COMPLAINT, {**COMPLAINT, path: content}).unreadable == (path,)


def test_a_large_process_is_compared_at_once() -> None:
    new = edited("process.bpmn", ('name="派单"', 'name="交办"'))
    began = time.perf_counter()
    differences(COMPLAINT, new)
    assert time.perf_counter() - began < 2


# --- two at once ---


def test_what_both_changed_and_what_would_be_undone_is_told() -> None:
    mine = edited("sla.dmn", ("24h", "20h"))
    theirs = edited("process.bpmn", ('name="派单"', 'name="交办"'))
    theirs = {**theirs, "sla.dmn": edited("sla.dmn", ("24h", "12h"))["sla.dmn"]}
    found = overtaking(COMPLAINT, mine, theirs)
    assert found.both == {("sla.dmn", "sla")}
    assert {file for file, _ in found.undone} == {"process.bpmn"}
    assert overtaking(COMPLAINT, {**mine, **theirs}, theirs).is_harmless


def test_catching_up_takes_what_only_the_other_changed_and_leaves_the_rest_to_hands() -> None:
    base = {
        "process.bpmn": "1",
        "sla.dmn": "1",
        "forms/a.json": "1",
        "locale/en.json": json.dumps({"elements": {"a": "A", "b": "B"}}),
    }
    mine = {
        **base,
        "sla.dmn": "mine",
        "forms/a.json": "mine",
        "locale/en.json": json.dumps({"elements": {"a": "A2", "b": "B", "c": "C"}}),
    }
    theirs = {
        **base,
        "process.bpmn": "theirs",
        "forms/a.json": "theirs",
        "locale/en.json": json.dumps({"elements": {"a": "A", "b": "B2"}}),
        "forms/new.json": "n",
    }
    merged, by_hand = merge(base, mine, theirs)
    assert by_hand == ("forms/a.json",)
    assert (merged["process.bpmn"], merged["sla.dmn"], merged["forms/a.json"], merged["forms/new.json"]) == (
        "theirs",
        "mine",
        "mine",
        "n",
    )
    assert json.loads(merged["locale/en.json"]) == {"elements": {"a": "A2", "b": "B2", "c": "C"}}


def test_what_one_removed_and_the_other_left_alone_is_gone() -> None:
    assert merge({"a": "1", "b": "1"}, {"b": "1"}, {"a": "1", "b": "1"}) == ({"b": "1"}, ())
    assert merge({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"b": "1"}) == ({"a": "2", "b": "1"}, ("a",))
