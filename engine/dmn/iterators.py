"""Boxed for, some, every and filter: the boxes of what FEEL writes with words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.dmn.boxes import box, needed
from engine.dmn.place import Place
from engine.dmn.xml import Element, child, label, name_of
from engine.feel.compiler.iteration import filtered, items
from engine.feel.equality import both, either
from engine.feel.run import Code, Env
from engine.feel.types import fit
from engine.feel.values import List


@box("for")
def for_(element: Element, place: Place) -> Code:
    each = _each(element, place)
    body = needed(child(element, "return"), place.inside(element.get("iteratorVariable"), "partial"), element, "return")

    def run(env: Env) -> List | None:
        results = List()

        def add(inner: Env) -> None:
            inner.run.spend_items(len(results))
            results.append(body(Env({"partial": List(results)}, inner, inner.run)))

        return results if each(env, add) else None

    return run


def _quantified(element: Element, place: Place) -> Code:
    each = _each(element, place)
    body = needed(child(element, "satisfies"), place.inside(element.get("iteratorVariable")), element, "satisfies")
    some = name_of(element) == "some"
    join = either if some else both

    def run(env: Env) -> bool | None:
        """A value that is neither true, false nor null makes the whole box null."""
        result: bool | None = not some
        odd = False

        def ask(inner: Env) -> None:
            nonlocal result, odd
            value = body(inner)
            odd = odd or not (value is None or isinstance(value, bool))
            result = None if odd else join(result, value)

        return result if each(env, ask) else None

    return run


box("some")(_quantified)
box("every")(_quantified)


def _each(element: Element, place: Place) -> Callable[[Env, Callable[[Env], None]], bool]:
    """Run something for every item of `in`. False when there is nothing to loop over."""
    source, domain = child(element, "in"), needed(child(element, "in"), place, element, "in")
    name = element.get("iteratorVariable", "item")
    reference = None if source is None else source.get("typeRef")
    type_ = place.type(reference, label(element)) if reference else None

    def each(env: Env, do: Callable[[Env], None]) -> bool:
        value = domain(env)
        found: Sequence[Any] | None = items(value if type_ is None else fit(value, type_)[1], env.run)
        if found is None:
            return False
        for item in found:
            env.run.spend(2)
            do(Env({name: item}, env, env.run))
        return True

    return each


@box("filter")
def filter_(element: Element, place: Place) -> Code:
    base = needed(child(element, "in"), place, element, "in")
    condition = needed(child(element, "match"), place.inside("item"), element, "match")
    return lambda env: filtered(base(env), condition, env)
