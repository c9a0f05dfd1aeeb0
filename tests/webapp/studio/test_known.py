"""What the properties panel offers comes from the folder, and a broken file offers nothing instead of breaking the page."""

from __future__ import annotations

from engine.library import files_of
from webapp.config import ROOT
from webapp.studio import known

FILES = {path: content.decode() for path, content in files_of(ROOT / "processes" / "complaint").items()}


def test_forms_decisions_policies_and_clocks_of_the_folder_are_offered() -> None:
    found = known.of(FILES)
    forms = {form["value"]: [field["value"] for field in form["fields"]] for form in found["forms"]}
    assert forms["sign_for"] == ["decision", "return_basis", "suggested_unit"]
    decisions = {decision["value"]: decision["result"] for decision in found["decisions"]}
    assert decisions["return_policy"] == {"admissible": "可以退单", "reason": "理由"}
    assert {"value": "return_window", "label": "退单时限"} in found["policies"]
    assert {"value": "accept", "label": "受理时限"} in found["clocks"]
    assert "requester" in found["entries"]


def test_broken_files_offer_nothing() -> None:
    broken = {"manifest.json": "{", "forms/a.json": "[1, 2", "x.dmn": "<a", "y.dmn": "<!DOCTYPE a><a/>", "forms/b.json": "[[]]"}
    found = known.of(broken)
    assert found["decisions"] == found["policies"] == found["entries"] == []
    assert [form["fields"] for form in found["forms"]] == [[], []]


def test_the_messages_a_process_waits_for_are_offered_to_others() -> None:
    heard = known.messages({"complaint": FILES["process.bpmn"], "broken": "<"})
    assert {"merge_requested", "parent_closed", "requester_chased"} <= set(heard["complaint"])
    assert heard["broken"] == []
