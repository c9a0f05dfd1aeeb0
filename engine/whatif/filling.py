"""A form that nobody has filled in, filled in: with what is usual, what the form suggests, or the first choice it offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine import feel
from engine.expressions import formula
from engine.feel import FeelError

WORDS = "—"
CHOICES = ("radio", "select", "checklist")


def fill(schema: Mapping[str, Any], usual: Mapping[str, Any], file: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to the form `schema`. A choice is what is `usual` if the form still offers it, else the first one offered; what is
    neither usual nor required stays empty."""
    answers: dict[str, Any] = {}
    for component in _fields(schema.get("components") or ()):
        key = component["key"]
        if _holds((component.get("conditional") or {}).get("hide"), {**file, **answers}):
            continue
        required = bool((component.get("validate") or {}).get("required"))
        if (value := _usual(component, usual.get(key), file)) is not None:
            answers[key] = value
        elif required:
            answers[key] = _something(component, file)
    return answers


def _fields(components: Any) -> Iterator[Mapping[str, Any]]:
    for component in components:
        if "components" in component:
            yield from _fields(component["components"])
        elif "key" in component:
            yield component


def _usual(component: Mapping[str, Any], value: Any, file: Mapping[str, Any]) -> Any:
    properties = component.get("properties") or {}
    if "suggest" in properties and (suggested := _value(properties["suggest"], file)) is not None:
        return suggested
    if "source" in properties or "personal" in properties:
        return None
    offered = [option.get("value") for option in component.get("values") or ()]
    if component.get("type") in CHOICES:
        return value if value in offered or (isinstance(value, list) and set(value) <= set(offered)) else None
    return value if component.get("type") in ("checkbox", "number") else None


def _something(component: Mapping[str, Any], file: Mapping[str, Any]) -> Any:
    properties, kind = component.get("properties") or {}, component.get("type")
    if "source" in properties:
        place = file.get("place")
        known = file.get("category") if properties["source"] == "categories" else None
        found = known or (place.get("unit") if isinstance(place, Mapping) else None)
        return [found] if kind == "checklist" else found
    offered = [option.get("value") for option in component.get("values") or ()]
    if kind in CHOICES:
        first = offered[0] if offered else None
        return [first] if kind == "checklist" else first
    if kind == "checkbox":
        return True
    if kind == "number":
        return (component.get("validate") or {}).get("min", 1)
    return [] if kind == "filepicker" else WORDS


def _holds(condition: Any, values: Mapping[str, Any]) -> bool:
    return bool(condition) and _value(str(condition), values) is True


def _value(source: str, values: Mapping[str, Any]) -> Any:
    try:
        return feel.plain(formula(source).evaluate(values))
    except FeelError:
        return None
