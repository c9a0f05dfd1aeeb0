"""Boxed expressions become the same closures as FEEL: whatever the box, its result is a function of the names in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.dmn.place import Place
from engine.dmn.xml import Element, child, children, label, name_of, text
from engine.feel.run import Code, Env
from engine.feel.types import Type, fit
from engine.feel.values import List

Reader = Callable[[Element, Place], Code]
READERS: dict[str, Reader] = {}
FEEL_LANGUAGES = ("feel", "dmn/feel", "/feel/", "feel/")


def box(name: str) -> Callable[[Reader], Reader]:
    def register(reader: Reader) -> Reader:
        READERS[name] = reader
        return reader

    return register


def box_in(parent: Element, place: Place) -> Code | None:
    """The boxed expression inside an element; None when it holds none."""
    found = child(parent, *READERS)
    return None if found is None else read_box(found, place)


def read_box(element: Element, place: Place) -> Code:
    code = READERS[name_of(element)](element, place)
    reference = None if name_of(element) == "functionDefinition" else element.get("typeRef")
    return fitting(code, place.type(reference, label(element))) if reference else code


def needed(parent: Element | None, place: Place, owner: Element, part: str) -> Code:
    """The boxed expression that must be there."""
    found = None if parent is None else box_in(parent, place)
    if found is None:
        place.finding("missing_part", label(owner), part=part)
        return nothing
    return found


def nothing(env: Env) -> Any:
    return None


def fitting(code: Code, type_: Type) -> Code:
    """The result made to fit the type; null where it does not."""
    return lambda env: fit(code(env), type_)[1]


@box("literalExpression")
def literal_expression(element: Element, place: Place) -> Code:
    language = element.get("expressionLanguage")
    if language and not language.lower().endswith(FEEL_LANGUAGES):
        place.finding("language", label(element), language=language)
        return nothing
    source = text(element)
    return place.expression(source, label(element)) if source.strip() else nothing


@box("list")
def list_(element: Element, place: Place) -> Code:
    items = [read_box(item, place) for item in children(element, *READERS)]

    def run(env: Env) -> List:
        env.run.spend(1 + len(items))
        return List([item(env) for item in items])

    return run


@box("conditional")
def conditional(element: Element, place: Place) -> Code:
    """A condition that is neither true, false nor null makes the whole box null."""
    condition, then, otherwise = (needed(child(element, part), place, element, part) for part in ("if", "then", "else"))

    def run(env: Env) -> Any:
        found = condition(env)
        if found is True:
            return then(env)
        return otherwise(env) if found is False or found is None else None

    return run
