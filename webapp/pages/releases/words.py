"""Differences in the reader's words: kinds of elements, properties, and names instead of ids."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from flask import g

from engine.diagram import UnsafeXml
from engine.errors import UnknownProcess
from engine.lint import Finding
from engine.scenarios import Failure
from webapp.i18n import has, text
from webapp.pages.running import running
from webapp.pages.studio.scenario_words import failure_words, scenario_words
from webapp.releases.differences import Detail
from webapp.releases.differences.change import Path
from webapp.releases.differences.diagram import ends, names

REFERENCES = (
    "default", "sourceRef", "targetRef", "attachedToRef", "inside", "lane", "errorRef", "messageRef", "signalRef",
    "escalationRef", "processRef", "otherThan", "calledElement", "type",
)  # fmt: skip
"""Properties whose value is the id of something that has a name, or a kind of element."""
DRAWN = ("outcomes", "flows", "lanes", "elements")
"""Sections of a locale file that name what is drawn, the strongest last."""
UNDRAWN = {"policies": "policies", "clocks": "clock"}
"""Sections that name other things -> what stands before their name in a property."""


def names_in(*versions: Mapping[str, bytes]) -> dict[str, str]:
    """Id -> name in the reader's language, of what the versions hold; later ones go first. A flow without a name is called by its
    ends; clocks and policies stand under "clock NAME" and "policies NAME"."""
    found: dict[str, str] = {}
    flows: dict[str, tuple[str, str]] = {}
    for files in versions:
        for path, content in files.items():
            if path.endswith(".bpmn"):
                try:
                    found |= names(content)
                    flows |= ends(content)
                except UnsafeXml:
                    continue
        found |= _texts(_json(files.get("manifest.json")).get("texts"), ())
        found |= _texts(_json(files.get(f"locale/{g.locale}.json")), DRAWN)
    unnamed = {flow: f"{found.get(a, a)} → {found.get(b, b)}" for flow, (a, b) in flows.items() if flow not in found}
    return found | unnamed


def _json(content: bytes | None) -> Mapping[str, Any]:
    try:
        found = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _texts(groups: Any, drawn: tuple[str, ...]) -> dict[str, str]:
    """`drawn`: the sections that name things of the diagram."""
    found: dict[str, str] = {}
    for section, before in (*((section, "") for section in drawn), *UNDRAWN.items()):
        group = groups.get(section) if isinstance(groups, Mapping) else None
        for key, name in group.items() if isinstance(group, Mapping) else ():
            if isinstance(name, str):
                found[f"{before} {key}".strip()] = name
    return found


def type_words(type: str) -> str:
    """The kind of an element or field."""
    return _known("diff-type", type) or type


def what_words(path: Path, names: Mapping[str, str]) -> str:
    """A property: "时限 办理时限 start · 期限"."""
    return " · ".join(_segment(segment, names, path[0]) for segment in path)


def value_words(detail: Detail, value: str | None, names: Mapping[str, str]) -> str:
    """A value; ids by the names of what they stand for."""
    if value is None:
        return ""
    if detail.what[-1] == "type":
        return type_words(value)
    if detail.what[-1] in REFERENCES:
        return names.get(value, value)
    return value


def problem_words(problem: Mapping[str, Any]) -> tuple[str, str]:
    """(where, what) of something that shut the gate."""
    if problem.get("finding"):
        finding = Finding(**problem["finding"])
        return finding.name or finding.element or finding.file, finding.message(g.locale)
    failure = Failure.of(problem["failure"])
    scenario = scenario_words(failure.scenario, failure.title) or text(g.locale, "release-scenarios")
    return scenario, failure_words(_newest(failure.process), failure)


def _newest(process: str) -> str:
    """The version whose names are used."""
    try:
        return running().library.newest(process).id
    except UnknownProcess:
        return process


def _segment(segment: str, names: Mapping[str, str], first: str) -> str:
    head, *rest = segment.split() or [segment]
    if first == "policies" and f"policies {head}" in names:
        return " ".join((names[f"policies {head}"], *rest))
    if head == "clock" and rest:
        rest = [names.get(f"clock {rest[0]}", rest[0]), *(_known("diff-clock", word) or word for word in rest[1:])]
    return " ".join((_known("diff-what", head) or names.get(head, head), *(names.get(word, word) for word in rest)))


def _known(family: str, code: str) -> str:
    key = f"{family}-{_kebab(code)}"
    return text(g.locale, key) if re.fullmatch(r"[a-z0-9-]+", key) and has(g.locale, key) else ""


def _kebab(code: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", code).replace("_", "-").lower()
