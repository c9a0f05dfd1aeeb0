"""A form, filled in: what was chosen, and for the rest of its required fields something that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.expressions import formula

PHRASE = "已按程序办理（模拟）"
Reference = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on the desk: references to the standing phrases by class of personal data, and a choice for lists of units
    and categories that nothing suggests."""

    phrases: Mapping[str, Reference]
    unit: str
    category: str
    now: datetime


def fill(schema: Mapping[str, Any], chosen: Mapping[str, Any], file: Mapping[str, Any], desk: Desk) -> dict[str, Any]:
    """Answers to the form `schema`. A field is answered when `chosen` names it or it is required, unless the form hides it."""
    answers: dict[str, Any] = {}
    for component in _fields(schema.get("components", ())):
        key = component["key"]
        if _hidden(component, {**file, **answers}):
            continue
        if key in chosen:
            answers[key] = chosen[key]
        elif component.get("validate", {}).get("required"):
            answers[key] = _something(component, file, desk)
    return answers


def _fields(components: Any) -> Iterator[Mapping[str, Any]]:
    for component in components:
        if "components" in component:
            yield from _fields(component["components"])
        elif "key" in component:
            yield component


def _hidden(component: Mapping[str, Any], context: Mapping[str, Any]) -> bool:
    condition = component.get("conditional", {}).get("hide")
    return bool(condition) and formula(condition).evaluate(context) is True


def _something(component: Mapping[str, Any], file: Mapping[str, Any], desk: Desk) -> Any:
    properties = component.get("properties", {})
    if "suggest" in properties and (suggested := formula(properties["suggest"]).evaluate(file)) is not None:
        return suggested
    if "personal" in properties:
        return dict(desk.phrases[properties["personal"]])
    if component["type"] == "checklist" and "source" in properties:
        return [desk.unit]
    if "source" in properties:
        return desk.category if properties["source"] == "categories" else desk.unit
    match component["type"]:
        case "radio" | "select":
            return component["values"][0]["value"]
        case "checklist":
            return [component["values"][0]["value"]]
        case "checkbox":
            return True
        case "filepicker":
            return []  # a simulated year has no pictures; how many there would be says nothing
        case "number":
            return component.get("validate", {}).get("min", 1)
        case "datetime":
            return (desk.now + timedelta(days=3)).isoformat()
        case _:
            return PHRASE
