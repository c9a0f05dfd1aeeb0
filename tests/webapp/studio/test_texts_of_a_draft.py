"""Every text of a process stands on the texts tab, with its gaps; the shipped processes have none."""

from __future__ import annotations

import json

import pytest

from engine.library import files_of
from webapp.config import ROOT
from webapp.studio.texts import groups, policies
from webapp.studio.users import forms_and_tasks

FOLDERS = sorted(path.parent for path in (ROOT / "processes").glob("*/manifest.json"))
FILES = {path: content.decode() for path, content in files_of(ROOT / "processes" / "complaint").items()}


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_shipped_processes_have_english_for_every_text_tables_included(folder: object) -> None:
    files = {path: content.decode() for path, content in files_of(folder).items()}  # type: ignore[arg-type]
    assert [text.path for texts in groups(files).values() for text in texts if not text.english] == []


def test_a_text_without_english_is_a_gap_where_it_stands() -> None:
    english = json.loads(FILES["locale/en.json"])
    del english["elements"]["triage"], english["fields"]["triage"]["decision"]
    found = groups({**FILES, "locale/en.json": json.dumps(english)})
    gaps = [(text.path, text.home, text.at) for texts in found.values() for text in texts if text.is_missing]
    assert gaps == [
        (("elements", "triage"), "diagram", ("triage",)),
        (("fields", "triage", "decision"), "form", ("triage",)),
    ]


def test_numbers_come_with_their_names_and_days() -> None:
    first = policies(FILES)[0]
    assert (first.name, first.value, first.effective_from, first.chinese) == (
        "handover_limit",
        "15min",
        "2000-01-01",
        "紧急移交时限",
    )
    assert first.english


def test_forms_are_listed_with_the_tasks_that_use_them() -> None:
    users = forms_and_tasks(FILES)
    assert next(iter(users)) == "start"
    assert users["triage"] == ("审核受理",)


@pytest.mark.parametrize(
    "broken", ["", "{", "[1]", '{"texts": 5, "policies": {"a": 1}}', '{"texts": {"phases": [1]}, "policies": [1]}']
)
def test_what_somebody_broke_while_drawing_still_opens(broken: str) -> None:
    files = {"manifest.json": broken, "locale/en.json": broken, "process.bpmn": broken, "forms/a.json": broken, "a.dmn": broken}
    assert policies(files) == []
    groups(files)
    forms_and_tasks(files)
