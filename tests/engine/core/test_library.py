"""Process folders as versions: known by their content, kept as long as cases run on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from engine import events as e
from engine.errors import UnknownProcess, UnknownVersion
from engine.library import Library, Refused, files_of, identity
from tests.engine.drawing import draw
from tests.engine.story import Story, engine_for

COMPLAINT = Path(__file__).parents[3] / "processes" / "complaint"


def folder(model: str, **manifest: object) -> dict[str, bytes]:
    about = {"key": "demo", "name": "demo", "calendar": "cn-gov", **manifest}
    return {"manifest.json": orjson.dumps(about), "process.bpmn": draw(model)}


def test_a_version_is_known_by_its_content() -> None:
    one, two = folder("s start\na user\ns > a"), folder("s start\nb user\ns > b")
    assert identity(one) == identity(dict(reversed(one.items()))) != identity(two)


def test_running_cases_keep_their_version_and_new_ones_take_the_newest(tell: Callable[..., Story]) -> None:
    engine = engine_for(draw("s start\na user\nb user\ns > a > b"))
    story = tell(engine)
    library = engine.library
    old = library.newest("demo")
    newer = Library()
    newer.keep(folder("s start\nz user\ns > z"))
    engine.library = newer
    newer._versions[old.id] = old
    assert story.done("a").open == ["b"]
    assert Story(engine).start().open == ["z"]


def test_a_refused_version_replaces_nothing() -> None:
    library = Library()
    good = library.add(files_of(COMPLAINT))
    bad = {**files_of(COMPLAINT), "process.bpmn": draw("s start\na user\ns > a", key="complaint")}
    with pytest.raises(Refused) as refusal:
        library.add(bad)
    assert refusal.value.findings
    assert library.newest("complaint") is good


def test_the_scenarios_of_a_folder_are_no_part_of_its_version() -> None:
    assert "scenarios.yaml" not in files_of(COMPLAINT)
    assert {"manifest.json", "process.bpmn"} <= files_of(COMPLAINT).keys()


def test_a_definition_tells_what_its_folder_holds() -> None:
    definition = Library().keep(files_of(COMPLAINT))
    assert definition.id == f"complaint@{definition.digest}"
    assert definition.elements["triage"].type == "userTask"
    assert definition.elements["triage"].form in definition.forms
    assert "dispatch_catalogue" in definition.decisions
    assert definition.texts["en"]["elements"]


def test_what_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnknownProcess):
        Library().newest("demo")
    with pytest.raises(UnknownVersion):
        Library().version("demo@0")


def test_facts_are_told_when_the_file_they_look_at_changes(tell: Callable[..., Story]) -> None:
    facts = {"title": "=title", "place": "=place.unit", "odd": "=1 / 0"}
    engine = engine_for(draw("s start\na user\nb user\ns > a > b"), facts=facts)
    story = tell(engine, title="lamp", place={"unit": "u1"})
    assert story.events(e.FactsChanged)[0].changes == {"title": "lamp", "place": "u1", "odd": None}
    assert story.knows(other=1).events(e.FactsChanged) == []
    assert story.knows(title="lamp").events(e.FactsChanged) == []
    assert story.knows(place={"unit": "u2"}).events(e.FactsChanged)[0].changes == {"place": "u2"}
