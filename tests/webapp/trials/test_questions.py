"""Scenarios that ask a decision outside of any case, as jobs and pages do."""

from __future__ import annotations

from typing import Any

import yaml

from engine.library import files_of
from engine.scenarios import Unmet, check
from engine.scenarios.adapting import Proposals
from engine.scenarios.check import library_of
from engine.scenarios.organisation import Organisation
from engine.scenarios.trial import play_on
from tests.processes.conftest import PROCESSES

SMALL = Organisation.read(PROCESSES / "organisation.yaml")
FOLDER = files_of(PROCESSES / "campaign")
HARD = {"urgency": "general", "days_late": 21, "tier": "city"}
ASKED = {"ask": "campaign_class", "with": HARD, "answer": {"class": "hard", "priority": 80}}


def stories(*steps: dict[str, Any], **beside: Any) -> dict[str, bytes]:
    entry = {"name": "asked", "steps": [{"at": "2026-05-11 09:00"}, *steps], **beside}
    return {**FOLDER, "scenarios.yaml": yaml.safe_dump({"scenarios": [entry]}).encode()}


def unmet(files: dict[str, bytes]) -> list[Unmet]:
    return [one for failure in check(files, others={}, organisation=SMALL) for one in failure.unmet]


def test_a_decision_answers_what_the_scenario_says_or_the_scenario_fails_on_that() -> None:
    assert unmet(stories(ASKED)) == []
    facts = {"key": "answer", "expected": {"class": "quick"}, "found": {"class": "hard"}}
    assert unmet(stories({**ASKED, "answer": {"class": "quick"}})) == [Unmet(kind="differs", facts=facts)]


def test_what_no_row_fits_is_answered_by_nothing() -> None:
    assert unmet(stories({"ask": "campaign_standard", "with": {"clock": "review", "urgency": "general"}, "answer": None})) == []


def test_policies_of_the_scenario_are_in_force_for_what_it_asks() -> None:
    question = {"ask": "extension_by_hand", "with": {"due": "2026-05-11T17:30:00+08:00", "by": "3wd"}, "answer": False}
    assert unmet(stories(question, policies={"extension_by_hand": "2wd"})) == []
    assert [one.kind for one in unmet(stories(question))] == ["differs"]


def test_a_decision_that_is_not_there_and_a_question_without_answer_are_named() -> None:
    assert unmet(stories({"ask": "nothing", "answer": 1})) == [Unmet(kind="no_decision", facts={"decision": "nothing"})]
    assert [one.kind for one in unmet(stories({"ask": "campaign_class", "with": HARD}))] == ["unreadable"]


def test_a_scenario_follows_a_table_that_was_changed_on_purpose_and_drops_one_that_is_gone() -> None:
    files = stories(ASKED, {"ask": "gone", "answer": 1})
    files["classes.dmn"] = files["classes.dmn"].replace(b"<text>80</text>", b"<text>85</text>")
    found = Proposals(files=files, before=FOLDER, others={}, organisation=SMALL)
    (one,) = found.found.values()
    assert [(c.kind, c.path, c.old, c.new) for c in one.adapted.changes] == [
        ("expected", ("answer", "priority"), 80, 85),
        ("dropped", (), {"ask": "gone"}, None),
    ]
    text = found.taken_over({"asked"})
    assert unmet({**files, "scenarios.yaml": text.encode()}) == []
    assert [step for step in yaml.safe_load(text)["scenarios"][0]["steps"] if "ask" in step] == [
        {**ASKED, "answer": {"class": "hard", "priority": 85}}
    ]


def test_a_run_of_questions_shows_the_answers_and_is_kept_as_it_is() -> None:
    library, process = library_of(FOLDER, {})
    look = play_on({"steps": [{"at": "2026-05-11 09:00"}, ASKED]}, library, process, SMALL)
    (question,) = look["questions"]
    assert (question["decision"], question["value"]["class"], question["rules"][0]) == (
        "campaign_class",
        "hard",
        "campaign_class_hard",
    )
    assert look["written"] == {"steps": [{"at": "2026-05-11 09:00"}, ASKED]}
