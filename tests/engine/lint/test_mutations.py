"""The shipped processes, damaged at random: the lint never raises, and what it lets pass the engine can build."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.library import define, files_of
from engine.lint import check
from engine.lint.vocabulary import FLOW_NODES

SHIPPED = sorted(p.parent for p in (Path(__file__).parents[3] / "processes").glob("*/manifest.json"))
SOURCES = {p.name: files_of(p) for p in SHIPPED}
TREES = {name: etree.fromstring(files["process.bpmn"]) for name, files in SOURCES.items()}
VALUES = st.sampled_from(
    ["", "true", "false", "no", "s", "0", "-1", "=", "=(", "${x}", "P1D", "-P1D", "clock", "t-1", "中文", "{x}"]
)
KINDS = st.sampled_from(sorted(FLOW_NODES | {"lane", "process", "sequenceFlow", "timerEventDefinition"}))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A shipped diagram with up to six changes."""
    name = draw(st.sampled_from(sorted(TREES)))
    root = copy.deepcopy(TREES[name])
    elements = [
        e for e in root.iter() if isinstance(e.tag, str) and not e.tag.startswith("{http://www.omg.org/spec/BPMN/20100524/DI}")
    ]
    for _ in range(draw(st.integers(1, 6))):
        element = draw(st.sampled_from(elements))
        change = draw(st.sampled_from(["drop", "double", "set", "unset", "rename", "move", "say"]))
        parent = element.getparent()
        if change == "drop" and parent is not None:
            parent.remove(element)
        elif change == "double" and parent is not None:
            parent.append(copy.deepcopy(element))
        elif change == "set" and element.attrib:
            element.set(draw(st.sampled_from(sorted(element.attrib))), draw(VALUES))
        elif change == "unset" and element.attrib:
            del element.attrib[draw(st.sampled_from(sorted(element.attrib)))]
        elif change == "rename":
            element.tag = f"{element.tag.partition('}')[0]}}}{draw(KINDS)}"
        elif change == "move":
            target = draw(st.sampled_from(elements))
            if element not in (target, *target.iterancestors()):
                target.append(element)
        elif change == "say":
            element.text = draw(VALUES)
    return name, etree.tostring(root)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_what_is_shipped_is_let_through_without_a_word(name):
    assert [f.message("en") for f in check(SOURCES[name])] == []


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(damaged())
def test_a_damaged_diagram_is_explained_or_can_be_built(model):
    name, xml = model
    files = {**SOURCES[name], "process.bpmn": xml}
    found = check(files)
    for finding in found:
        assert finding.message("zh_CN")
        assert finding.message("en")
    if not any(f.severity == "error" for f in found):
        define(files)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(SOURCES)),
    st.data(),
)
def test_damaged_bytes_of_any_file_are_explained_or_can_be_read(name, data):
    files = dict(SOURCES[name])
    path = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[path])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    files[path] = bytes(content)
    found = check(files)
    if not any(f.severity == "error" for f in found):
        define(files)
