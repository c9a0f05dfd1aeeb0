"""A case becomes a story without what anybody wrote, and a story becomes a scenario that passes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine import events as e
from engine.library import files_of
from engine.replay import Recorded
from engine.scenarios.check import check
from engine.scenarios.failures import Broken
from engine.scenarios.masking import LEFT_OUT, Mask
from engine.scenarios.organisation import Organisation
from engine.scenarios.recording import story_of, what_differs
from engine.scenarios.sandboxed import trial
from tests.processes.conftest import PROCESSES, library
from tests.processes.told import everything
from webapp.trials.keeping import NameTaken, NotReadable, with_scenario

SMALL = Organisation.read(PROCESSES / "organisation.yaml")
OTHERS = {key: files_of(PROCESSES / key) for key in library().keys()}  # noqa: SIM118


def played(process: str, entry: dict[str, object]) -> dict[str, object]:
    return trial({"files": OTHERS[process], "others": OTHERS, "units": dict(SMALL.units), "entry": entry})


def test_every_told_grid_event_recorded_and_played_again_goes_the_same_way() -> None:
    for told in everything():
        if told.process != "grid_event" or told.case.name != "grid_event":
            continue
        story = story_of(told.case.history, library().version(told.case.state.definition))
        look = played("grid_event", {**story, "city": True})
        assert look["broken"] is None, (told.scenario, look["broken"])
        (case, *_) = look["cases"]  # type: ignore[misc]
        assert case["outcome"] == next((ev.outcome for ev in told.events() if isinstance(ev, e.CaseCompleted)), None)


def test_what_is_written_down_passes_where_it_was_written_and_brings_its_units_along() -> None:
    told = next(one for one in everything() if one.process == "complaint" and len(one.case.history) > 8)
    look = played("complaint", {**story_of(told.case.history, library().version(told.case.state.definition)), "city": True})
    text = with_scenario("", "录下的", look["written"])  # type: ignore[arg-type]
    folder = {**OTHERS["complaint"], "scenarios.yaml": text.encode()}
    assert check(folder, others=OTHERS, organisation=Organisation(units={})) == []


def test_words_names_and_places_stay_behind_and_codes_come_along() -> None:
    mask = Mask()
    said = mask.file(
        {
            "title": "王小明家门口的路灯", "kind": "complaint", "requester": {"name": {"vault": 912, "class": "name"}},
            "place": {"unit": "lp1010101", "address": "滨河路12号", "lat": 37.51}, "phone": 13800001234, "said": "请尽快修补",
            "received_at": "2026-03-02T09:00:00+08:00", "duplicates": ["20260302-000017"], "limit": "5wd",
            "more": [True, None, 3], "external_id": "12345-998",
        }
    )  # fmt: skip
    assert said == {
        "title": LEFT_OUT, "kind": "complaint", "requester": {"name": {"vault": 1, "class": "name"}},
        "place": {"unit": "lp1010101", "address": None, "lat": None}, "phone": 0, "said": LEFT_OUT,
        "received_at": "2026-03-02T09:00:00+08:00", "duplicates": ["20260302-000017"], "limit": "5wd", "more": [True, None, 3],
        "external_id": None,
    }  # fmt: skip


def test_what_was_typed_into_a_line_goes_even_when_it_looks_like_a_code() -> None:
    definition = library().newest("complaint")
    answers = Mask().answers(definition, "triage", {"decision": "dispatch", "reference": "wangxiaoming", "note": {"vault": 7}})
    assert answers == {"decision": "dispatch", "reference": LEFT_OUT, "note": {"vault": 1, "class": None}}


def test_people_are_numbers_and_the_same_person_is_the_same_number() -> None:
    mask = Mask()
    assert [mask.person(who) for who in (712, 9, 712, None)] == [1, 2, 1, None]


def test_a_case_that_was_corrected_by_hand_cannot_be_told() -> None:
    told = next(one for one in everything() if one.process == "complaint")
    at = datetime(2026, 3, 2, 3, tzinfo=UTC)
    history = [
        *told.case.history[:1],
        Recorded(at=at, kind="AmendFile", events=(e.FileChanged(element=None, changes={"urgency": "urgent"}, reason="x"),)),
    ]
    with pytest.raises(Broken, match="AmendFile"):
        story_of(history, library().version(told.case.state.definition))


def test_another_outcome_is_said() -> None:
    told = next(one for one in everything() if any(isinstance(ev, e.CaseCompleted) for ev in one.events()))
    assert what_differs(told.case.history, told.case.log) == []
    assert "outcome" in what_differs(told.case.history, told.case.log[:5])


def test_a_scenario_is_added_and_nothing_else_is_touched() -> None:
    text = (PROCESSES / "complaint" / "scenarios.yaml").read_text()
    added = with_scenario(text, "新的", {"steps": [{"at": "2026-03-02 09:00"}]})
    assert added.startswith(text.rstrip())
    with pytest.raises(NameTaken):
        with_scenario(added, "新的", {"steps": []})
    with pytest.raises(NotReadable):
        with_scenario("scenarios: {", "新的", {"steps": []})


def test_a_file_ordered_in_another_way_still_gets_it() -> None:
    text = "scenarios:\n- name: alt\n  steps: []\nrequests: {}\n"
    assert "neu" in with_scenario(text, "neu", {"steps": [{"at": "2026-03-02 09:00"}]})
