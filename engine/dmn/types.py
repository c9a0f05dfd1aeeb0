"""Item definitions: the types of a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.dmn.place import Place
from engine.dmn.xml import Element, child, children, label, text
from engine.feel.run import Env, Run
from engine.feel.types import ANY, SIMPLE, ContextOf, FunctionOf, ListOf, Named, Type

ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "years and months duration": "years and months duration",
    "Any": "Any",
}
"""How older models and some tools write the names."""


def standard(name: str) -> Type | None:
    name = name.removeprefix("feel:")
    return SIMPLE.get(ALIASES.get(name, name))


def read_types(root: Element, place: Place) -> dict[str, Type]:
    """All item definitions of a model by name. `place.types` must already hold the imported ones."""
    found: dict[str, Type] = {}
    elements = {e.get("name", ""): e for e in children(root, "itemDefinition")}
    place.types = {**place.types, **{name: Named(name=name, find=_finder(found, name)) for name in elements}}
    for name, element in elements.items():
        if _refers_to_itself(name, elements):
            place.finding("circular_type", label(element), name=name)
            found[name] = ANY
    for name, element in elements.items():
        if name not in found:
            found[name] = _definition(element, place)
    return found


def _finder(found: Mapping[str, Type], name: str) -> Callable[[], Type]:
    return lambda: found[name]


def _refers_to_itself(name: str, elements: Mapping[str, Element]) -> bool:
    """Through nothing but plain references; a type may hold itself inside a component."""
    seen = {name}
    while (element := elements.get(name)) is not None:
        reference = child(element, "typeRef")
        if reference is None or child(element, "itemComponent") is not None:
            return False
        name = (reference.text or "").strip()
        if name in seen:
            return True
        seen.add(name)
    return False


def _definition(element: Element, place: Place) -> Type:
    function = child(element, "functionItem")
    components = list(children(element, "itemComponent"))
    type_: Type
    if function is not None:
        parameters = tuple(_reference(p.get("typeRef"), p, place) for p in children(function, "parameters"))
        type_ = FunctionOf(parameters=parameters, result=_reference(function.get("outputTypeRef"), function, place))
    elif components:
        type_ = ContextOf(entries={c.get("name", ""): _definition(c, place) for c in components})
    else:
        reference = child(element, "typeRef")
        type_ = _reference(None if reference is None else (reference.text or "").strip(), element, place)
    type_ = _narrowed(type_, child(element, "allowedValues"), place)
    if element.get("isCollection") == "true":
        type_ = ListOf(item=type_)
    return _narrowed(type_, child(element, "typeConstraint"), place)


def _narrowed(type_: Type, constraint: Element | None, place: Place) -> Type:
    source = text(constraint).strip()
    if constraint is None or not source:
        return type_
    tests = place.tests(source, label(constraint))

    def allows(value: Any) -> bool:
        run = Run()
        return tests(value, Env({}, None, run)) is True

    return Named(name=source, find=lambda: type_, allows=allows)


def _reference(name: str | None, element: Element, place: Place) -> Type:
    return ANY if not name else place.type(name, label(element))
