"""The input side of a table. Rules are bits: a column answers with the set of rules whose cell accepts the value, so that a cell
written in fifty rules is tested once, and rules ruled out by earlier columns are not tested at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.dmn.place import Place
from engine.dmn.xml import Element, child, label, text
from engine.feel.compiler import Test
from engine.feel.run import Code, Env
from engine.feel.tokens import tokens, unquote
from engine.feel.types import ANY, Type, fit


class Column:
    """`source` is the input expression as written."""

    def __init__(self, element: Element, cells: Sequence[tuple[str, str]], place: Place) -> None:
        expression = child(element, "inputExpression")
        self.source = text(expression).strip()
        self.value = place.expression(self.source, label(element)) if self.source else _missing(element, place)
        reference = None if expression is None else expression.get("typeRef")
        self.type: Type = place.type(reference, label(element)) if reference else ANY
        allowed = text(child(element, "inputValues")).strip()
        self.allowed: Test | None = place.tests(allowed, label(element)) if allowed and allowed != "-" else None
        self.everything = 0
        self.texts: dict[str, int] = {}
        self.tests: list[tuple[Test, int]] = []
        self._index(cells, place)

    def _index(self, cells: Sequence[tuple[str, str]], place: Place) -> None:
        """`cells`: text and id of each rule's cell."""
        rules: dict[str, int] = {}
        owner: dict[str, str] = {}
        for number, (source, id_) in enumerate(cells):
            rules[source] = rules.get(source, 0) | 1 << number
            owner.setdefault(source, id_)
        for source, bits in rules.items():
            if source in ("", "-"):
                self.everything |= bits
            elif (found := written_texts(source)) is not None:
                for one in found:
                    self.texts[one] = self.texts.get(one, 0) | bits
            else:
                self.tests.append((place.tests(source, owner[source]), bits))

    def read(self, env: Env) -> tuple[Any, str]:
        """The value, fitted to the type of the column, and a problem or an empty text."""
        found = self.value(env)
        if self.type is not ANY:
            fits, found = fit(found, self.type)
            if not fits:
                return None, "input_of_other_type"
        if self.allowed is not None and found is not None and self.allowed(found, env) is not True:
            return found, "input_not_allowed"
        return found, ""

    def accepting(self, value: Any, alive: int, env: Env) -> int:
        """Those of the rules `alive` whose cell accepts the value."""
        found = self.everything
        if self.texts:
            if type(value) is str:
                found |= self.texts.get(value, 0)
            elif type(value) is list or isinstance(value, list):
                found |= self._single(value)
        for test, bits in self.tests:
            if bits & alive & ~found and test(value, env) is True:
                found |= bits
        return found & alive

    def _single(self, value: list[Any]) -> int:
        """A list of one text stands for the text."""
        return self.texts.get(value[0], 0) if len(value) == 1 and type(value[0]) is str else 0


def written_texts(source: str) -> list[str] | None:
    """The texts of a cell that is nothing but written texts: "a", "b"."""
    if not source.startswith('"'):
        return None
    found = tokens(source)[:-1]
    if any(t.kind != ("string", "op")[i % 2] or (i % 2 and t.text != ",") for i, t in enumerate(found)) or len(found) % 2 == 0:
        return None
    return [unquote(source, t) for t in found[::2]]


def _missing(element: Element, place: Place) -> Code:
    place.finding("missing_part", label(element), part="inputExpression")
    return lambda env: None
