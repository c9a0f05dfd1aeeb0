"""A new name reaches everything that speaks of a step or a field, and nothing else is touched."""

from __future__ import annotations

import difflib

import pytest

from engine.library import files_of
from engine.lint import check
from webapp.config import ROOT
from webapp.studio.renaming import Rename, renamed, users_of

PROCESSES = ROOT / "processes"


def folder(process: str) -> dict[str, str]:
    files = {path: content.decode() for path, content in files_of(PROCESSES / process).items()}
    return {**files, "scenarios.yaml": (PROCESSES / process / "scenarios.yaml").read_text()}


def words_changed(before: str, after: str) -> set[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    old, new = before.split(), after.split()
    return {(" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"}


def test_a_step_is_renamed_in_expressions_and_scenarios() -> None:
    changed, places = renamed(folder("grid_event"), Rename("accept_cleaner", "took_cleaner"))
    assert set(places) == {"process.bpmn", "scenarios.yaml"}
    for path, text in changed.items():
        said = words_changed(folder("grid_event")[path], text)
        assert {new.replace("took_cleaner", "accept_cleaner") == old for old, new in said} == {True}


def test_a_field_is_renamed_behind_its_step_and_bare_in_its_own_form() -> None:
    changed, places = renamed(folder("complaint"), Rename("triage", "sort_of", "category", "triage"))
    assert "triage.sort_of != null then triage.sort_of else category" in changed["process.bpmn"]
    assert "with: {decision: dispatch, sort_of: urban" in changed["scenarios.yaml"]
    assert places["forms/triage.json"] >= 1


def test_what_is_renamed_everywhere_leaves_nothing_unknown() -> None:
    files = folder("grid_event")
    files["process.bpmn"] = files["process.bpmn"].replace('"accept_cleaner"', '"took_cleaner"')
    files.update(renamed(files, Rename("accept_cleaner", "took_cleaner"))[0])
    content = {path: text.encode() for path, text in files.items() if path != "scenarios.yaml"}
    assert [
        f for f in check(content) if "accept_cleaner" in f.message("en") and f.rule in ("name_unknown", "member_unknown")
    ] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a x="=t.a &lt; 1"/>', '<a x="=u.a &lt; 1"/>'),
        ('<a x="t"/>', '<a x="t"/>'),
        ("<b:condition>=x.t + t</b:condition>", "<b:condition>=x.t + u</b:condition>"),
        ('<b:script>y = "t" + t\nt2 = t</b:script>', '<b:script>y = "t" + u\nt2 = u</b:script>'),
        ("<b:script>not ( FEEL</b:script>", "<b:script>not ( FEEL</b:script>"),
    ],
)
def test_only_names_are_names(before: str, after: str) -> None:
    changed, _ = renamed({"process.bpmn": before}, Rename("t", "u"))
    assert changed.get("process.bpmn", before) == after


def test_the_steps_of_a_form_are_found() -> None:
    assert users_of(folder("complaint"), "triage") == ["triage"]
