"""Every text of a process is there in English, and none is left over from something that is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from lxml import etree

from engine.definition import Definition
from engine.scenarios.scenario import read
from tests.processes.conftest import PROCESSES, library
from webapp.pages.rule_words import DMN

WRITTEN, CHINESE = re.compile(r'^"([^"]*)"$'), re.compile("[\u4e00-\u9fff]")
LIBRARY = library()
DEFINITIONS = [LIBRARY.newest(key) for key in LIBRARY.keys()]  # noqa: SIM118

processes = pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.key)


def components(definition: Definition) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for form in definition.forms.values():
        for component in form.schema["components"]:
            yield form.key, component


def nested(pairs: Iterator[tuple[str, str, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for form, key, value in pairs:
        found.setdefault(form, {})[key] = value
    return found


def shape(texts: Any) -> Any:
    """The keys of nested texts, without the texts; an empty text counts as missing."""
    return {key: shape(value) for key, value in texts.items()} if isinstance(texts, Mapping) else bool(texts)


@processes
def test_elements_lanes_and_flows_have_english_names(definition: Definition) -> None:
    english = definition.texts["en"]
    flows = [flow for flows in definition.diagram.flows.values() for flow in flows]
    assert shape(english["elements"]) == {element.id: True for element in definition.elements.values() if element.name}
    assert shape(english["lanes"]) == dict.fromkeys(definition.diagram.lanes, True)
    assert shape(english["flows"]) == {flow.id: True for flow in flows if flow.name}


@processes
def test_fields_descriptions_and_options_are_translated(definition: Definition) -> None:
    english = definition.texts["en"]
    assert shape(english["fields"]) == nested((form, c["key"], True) for form, c in components(definition))
    assert shape(english["descriptions"]) == nested((f, c["key"], True) for f, c in components(definition) if "description" in c)
    options = ((f, c["key"], {v["value"]: True for v in c["values"]}) for f, c in components(definition) if "values" in c)
    assert shape(english["options"]) == nested(options)


@processes
def test_what_has_no_place_in_the_diagram_is_named_in_both_languages(definition: Definition) -> None:
    english, own = definition.texts["en"], definition.manifest["texts"]
    elements = definition.elements.values()
    assert own["phases"].keys() == english["phases"].keys() == {e.phase for e in elements if e.phase}
    clocks = [clock for element in elements for clock in element.clocks]
    assert own["clocks"].keys() == english["clocks"].keys() == {clock.name for clock in clocks}
    assert own["reasons"].keys() == english["reasons"].keys() == {clock.reason for clock in clocks if clock.reason}
    assert own["policies"].keys() == english["policies"].keys() == {row["name"] for row in definition.manifest["policies"]}


@processes
def test_every_outcome_has_an_english_name(definition: Definition) -> None:
    outcomes = {e.id for e in definition.elements.values() if e.type == "endEvent" and e.scope == definition.key}
    assert definition.texts["en"]["outcomes"].keys() == outcomes


@processes
def test_fields_that_people_write_freely_go_to_the_vault(definition: Definition) -> None:
    """A text area is where names and numbers land; only a title, which says so, stays in the case file."""
    for form, component in components(definition):
        if component["type"] == "textarea":
            assert component.get("properties", {}).get("personal"), (form, component["key"])


@processes
def test_every_row_and_every_result_of_a_table_is_told_in_english(definition: Definition) -> None:
    """Why a case was routed as it was stands on its page, in the words of the row that matched."""
    english = definition.texts["en"]
    roots = [etree.parse(table).getroot() for table in (PROCESSES / definition.key).glob("*.dmn")]
    rules = {rule.get("id") for root in roots for rule in root.iter(f"{DMN}rule") if (rule.findtext(f"{DMN}description") or "")}
    outputs = {output.get("name") for root in roots for output in root.iter(f"{DMN}output") if output.get("label")}
    assert (shape(english["rules"]), shape(english["outputs"])) == (dict.fromkeys(rules, True), dict.fromkeys(outputs, True))


@processes
def test_what_a_row_answers_in_words_is_told_in_english(definition: Definition) -> None:
    """Except what somebody signs as the basis of a campaign: that is quoted, in whichever language it was written."""
    texts = [
        text for table in (PROCESSES / definition.key).glob("*.dmn") if table.stem != "standard"
        for entry in etree.parse(table).getroot().iter(f"{DMN}outputEntry")
        for text in WRITTEN.findall(entry.findtext(f"{DMN}text") or "")
    ]  # fmt: skip
    assert {text for text in texts if CHINESE.search(text)} - definition.texts["en"].get("rulings", {}).keys() == set()


@processes
def test_every_scenario_has_a_title_of_its_own_in_the_language_of_the_diagram(definition: Definition) -> None:
    titles = [scenario.title for scenario in read(PROCESSES / definition.key / "scenarios.yaml")]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in title) for title in titles)
    assert len(set(titles)) == len(titles)
