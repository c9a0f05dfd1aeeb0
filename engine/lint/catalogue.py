"""The texts of the lint by rule and language: `texts/<locale>.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.lint.finding import Finding

FOLDER = Path(__file__).parent / "texts"


@cache
def texts(locale: str) -> Mapping[str, Any]:
    """The catalogue of a language; "zh", "zh-Hans" ... read zh_CN, a language we do not have reads English."""
    language = "zh_CN" if locale.replace("-", "_").partition("_")[0] == "zh" else "en"
    return dict(json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why another part of the engine refuses something: its code in the `book` feel or dmn, with the facts of that text."""

    book: str
    code: str
    facts: Mapping[str, object]


def kind_name(kind: str, locale: str) -> str:
    """What a drawing person calls this element; its BPMN name where we have no better word."""
    return str(texts(locale)["kinds"].get(kind, kind))


def sentence(finding: Finding, locale: str) -> str:
    """Where, why, what to do."""
    separator = texts(locale)["where"]["separator"]
    return f"{where(finding, locale)}{separator}{reason(finding, locale)} {remedy(finding, locale)}"


def where(finding: Finding, locale: str) -> str:
    """What a person calls the place: the element with its name, or the file."""
    identity = finding.element or str(texts(locale)["where"]["line"]).format(line=finding.line)
    place = {**_facts(finding, locale), "id": identity, "name": finding.name or "", "file": finding.file}
    return str(texts(locale)["where"][_place(finding)]).format_map(place)


def reason(finding: Finding, locale: str) -> str:
    """Why it cannot run."""
    return str(texts(locale)["rules"][finding.rule]["reason"]).format_map(_facts(finding, locale))


def remedy(finding: Finding, locale: str) -> str:
    """What to do."""
    return str(texts(locale)["rules"][finding.rule]["remedy"]).format_map(_facts(finding, locale))


def lesson(rule: str, locale: str) -> str:
    """For what people draw first: what the drawing means to the engine, with an example; empty for other rules."""
    return str(texts(locale)["lessons"].get(rule, ""))


def _facts(finding: Finding, locale: str) -> dict[str, str]:
    """Facts whose key ends in `kind` are BPMN names and are translated."""
    return {
        key: kind_name(str(value), locale) if key.endswith("kind") else _shown(value, locale)
        for key, value in finding.facts.items()
    }


def _place(finding: Finding) -> str:
    if "kind" not in finding.facts:
        return "file"
    if finding.facts["kind"] == "sequenceFlow" and not finding.name:
        return "flow"
    return "named" if finding.name else "unnamed"


def _shown(value: object, locale: str) -> str:
    if isinstance(value, Cause):
        known = {key: _shown(fact, locale) for key, fact in value.facts.items()}
        return str(texts(locale)[value.book].get(value.code, value.code)).format_map(known)
    text = ", ".join(str(v) for v in value) if isinstance(value, tuple | list | set | frozenset) else str(value)
    return " ".join(text.split())
