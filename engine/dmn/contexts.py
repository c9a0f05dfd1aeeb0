"""Boxed contexts, relations, functions and invocations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.dmn.boxes import READERS, box, box_in, fitting, needed, nothing, read_box
from engine.dmn.place import Place
from engine.dmn.xml import Element, child, children, label
from engine.feel.calls import call_function
from engine.feel.foreign import foreign_function
from engine.feel.run import Code, Env, Run
from engine.feel.types import Type
from engine.feel.values import Context, Function, List

BODY_HEIGHT = 20
"""What a boxed body adds to the depth of calls: more than any box is high."""


@box("context")
def context(element: Element, place: Place) -> Code:
    """Each entry sees the ones before it. An entry without a name at the end is the result of the whole box."""
    entries: list[tuple[str, Code]] = []
    result: Code | None = None
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        code = needed(entry, place, entry, "expression")
        if variable is None:
            result = code
            continue
        name, reference = variable.get("name", ""), variable.get("typeRef")
        entries.append((name, fitting(code, place.type(reference, label(variable))) if reference else code))
        place = place.inside(name)

    def run(env: Env) -> Any:
        env.run.spend(1 + len(entries))
        made = Context()
        inside = Env(made, env, env.run)
        for name, code in entries:
            made[name] = code(inside)
        return made if result is None else result(inside)

    return run


@box("relation")
def relation(element: Element, place: Place) -> Code:
    columns = [(c.get("name", ""), c.get("typeRef")) for c in children(element, "column")]
    rows = []
    for row in children(element, "row"):
        cells = [read_box(cell, place) for cell in children(row, *READERS)]
        if len(cells) != len(columns):
            place.finding("rule_width", label(row), found=len(cells), wanted=len(columns))
        typed = [fitting(c, place.type(t, label(row))) if t else c for c, (_, t) in zip(cells, columns, strict=False)]
        rows.append([(name, code) for (name, _), code in zip(columns, typed, strict=False)])

    def run(env: Env) -> List:
        env.run.spend(1 + len(rows) * (1 + len(columns)))
        return List([Context((name, code(env)) for name, code in row) for row in rows])

    return run


@box("functionDefinition")
def function_definition(element: Element, place: Place) -> Code:
    if element.get("kind", "FEEL") == "Java":
        return foreign(element, place)
    names, types, body = read_function(element, place)
    result = _result_type(element, place)

    def run(env: Env) -> Function:
        return make(names, types, result, body, env)

    return run


def make(
    names: Sequence[str], types: Sequence[Type | None], result: Type | None, body: Code, env: Env, name: str = ""
) -> Function:
    """A function whose body sees what `env` sees."""

    def apply(run: Run, values: Sequence[Any]) -> Any:
        return body(Env(dict(zip(names, values, strict=True)), env, run))

    return Function(name=name, names=names, types=types, result=result, call=apply, height=BODY_HEIGHT)


def read_function(element: Element, place: Place) -> tuple[list[str], list[Type | None], Code]:
    """Names and types of the parameters, and the body. What is written in another language (PMML) has no body we would run."""
    parameters = list(children(element, "formalParameter"))
    names = [p.get("name", "") for p in parameters]
    types = [place.type(t, label(p)) if (t := p.get("typeRef")) else None for p in parameters]
    if element.get("kind", "FEEL") != "FEEL":
        return names, types, nothing
    return names, types, box_in(element, place.inside(*names)) or nothing


def foreign(element: Element, place: Place) -> Code:
    """One of the few foreign functions we know (see engine.feel.foreign), else null."""
    names = [p.get("name", "") for p in children(element, "formalParameter")]
    description = box_in(element, place) or nothing

    def run(env: Env) -> Function | None:
        found = description(env)
        if type(found) is not Context:
            return None
        return foreign_function(found.get("class"), found.get("method signature"), names)

    return run


def _result_type(element: Element, place: Place) -> Type | None:
    reference = element.get("typeRef")
    return place.type(reference, label(element)) if reference and reference in place.types else None


@box("invocation")
def invocation(element: Element, place: Place) -> Code:
    called = needed(element, place, element, "function")
    bindings = []
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        name = "" if parameter is None else parameter.get("name", "")
        bindings.append((name, box_in(binding, place) or nothing))

    def run(env: Env) -> Any:
        function = called(env)
        if type(function) is not Function:
            return None
        given = {name: code(env) for name, code in bindings}
        if not given.keys() <= set(function.names):
            return None
        return call_function(function, [given.get(name) for name in function.names], env.run)

    return run
