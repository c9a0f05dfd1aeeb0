"""Differences in the reader's words: kinds of elements, properties, and names instead of ids."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from flask import g

from engine.diagram import UnsafeXml
from engine.lint import Finding
from engine.scenarios import Failure
from webapp.i18n import has, text
from webapp.releases.differences import Detail
from webapp.releases.differences.change import Path
from webapp.releases.differences.diagram import names

REFERENCES = (
    "default", "sourceRef", "targetRef", "attachedToRef", "inside", "lane", "errorRef", "messageRef", "signalRef",
    "escalationRef", "processRef", "otherThan", "calledElement", "type",
)  # fmt: skip
"""Properties whose value is the id of something that has a name, or a kind of element."""
SECTIONS = ("elements", "flows", "lanes", "outcomes", "policies", "clocks", "phases")


def names_in(*versions: Mapping[str, bytes]) -> dict[str, str]:
    """Id -> name in the reader's language, of what the versions hold; later ones go first."""
    found: dict[str, str] = {}
    for files in versions:
        for path, content in files.items():
            if path.endswith(".bpmn"):
                try:
                    found |= names(content)
                except UnsafeXml:
                    continue
        found |= _texts(_json(files.get("manifest.json")).get("texts"))
        found |= _texts(_json(files.get(f"locale/{g.locale}.json")))
    return found


def _json(content: bytes | None) -> Mapping[str, Any]:
    try:
        found = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _texts(groups: Any) -> dict[str, str]:
    sections = [groups.get(section) for section in SECTIONS] if isinstance(groups, Mapping) else []
    return {
        str(key): name
        for section in sections
        if isinstance(section, Mapping)
        for key, name in section.items()
        if isinstance(name, str)
    }


def type_words(type: str) -> str:
    """The kind of an element or field."""
    return _known("diff-type", type) or type


def what_words(path: Path, names: Mapping[str, str]) -> str:
    """A property: "时钟 办理时限 start · 时限"."""
    return " · ".join(_segment(segment, names) for segment in path)


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
    return failure.scenario or text(g.locale, "release-scenarios"), _told(failure)


def _told(failure: Failure) -> str:
    """Where the story stopped, and on what."""
    unmet = [
        text(g.locale, key, one.facts) if has(g.locale, key) else str(one)
        for one, key in ((one, f"trial-unmet-{_kebab(one.kind)}") for one in failure.unmet)
    ]
    at = text(g.locale, "release-failed-at", {"step": failure.step, "verb": failure.verb, "about": failure.about})
    return f"{at}{'; '.join(unmet)}" if failure.step else "; ".join(unmet)


def _segment(segment: str, names: Mapping[str, str]) -> str:
    head, _, rest = segment.partition(" ")
    words = [_known("diff-what", head) or names.get(head, head), *(names.get(word, word) for word in rest.split())]
    return " ".join(words)


def _known(family: str, code: str) -> str:
    key = f"{family}-{_kebab(code)}"
    return text(g.locale, key) if re.fullmatch(r"[a-z0-9-]+", key) and has(g.locale, key) else ""


def _kebab(code: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", code).replace("_", "-").lower()
