"""The input side of a table. Rules are bits: a column answers with the set of rules whose cell accepts the value, so that a cell
written in fifty rules is tested once, and rules ruled out by earlier columns are not tested at all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from engine.dmn.given import reader
from engine.dmn.intervals import LARGEST, Index, Interval, written_intervals
from engine.dmn.place import Place
from engine.dmn.xml import Element, child, label, text
from engine.feel.ast import Literal, Tests
from engine.feel.compiler import Test
from engine.feel.run import Code, Env
from engine.feel.types import ANY, Type, fit


class Column:
    """`source` is the input expression as written."""

    def __init__(self, element: Element, cells: Sequence[tuple[str, str]], place: Place) -> None:
        expression = child(element, "inputExpression")
        self.source = text(expression).strip()
        self.value = place.expression(self.source, label(element)) if self.source else _missing(element, place)
        reference = None if expression is None else expression.get("typeRef")
        self.type: Type = place.type(reference, label(element)) if reference else ANY
        self.read_text = reader(self.type)
        allowed = text(child(element, "inputValues")).strip()
        self.allowed: Test | None = place.tests(allowed, label(element)) if allowed and allowed != "-" else None
        self.everything = 0
        self.texts: dict[str, int] = {}
        self.numbers: Index | None = None
        self.tests: list[tuple[Test, int]] = []
        self._index(cells, place)

    def _index(self, cells: Sequence[tuple[str, str]], place: Place) -> None:
        """`cells`: text and id of each rule's cell."""
        rules: dict[str, int] = {}
        owner: dict[str, str] = {}
        for number, (source, id_) in enumerate(cells):
            rules[source] = rules.get(source, 0) | 1 << number
            owner.setdefault(source, id_)
        intervals: list[tuple[list[Interval], Test, int]] = []
        for source, bits in rules.items():
            if source in ("", "-"):
                self.everything |= bits
                continue
            cell = place.cell(source, owner[source])
            if (texts := written_texts(cell.tests)) is not None:
                for text_ in texts:
                    self.texts[text_] = self.texts.get(text_, 0) | bits
            elif (found := written_intervals(cell.tests)) is not None:
                intervals.append((found, cell.run, bits))
            else:
                self.tests.append((cell.run, bits))
        if len(intervals) ** 2 <= LARGEST:
            self.numbers = Index((found, bits) for found, _, bits in intervals)
        else:
            self.tests += [(test, bits) for _, test, bits in intervals]

    def read(self, env: Env) -> tuple[Any, str]:
        """The value, fitted to the type of the column, and a problem or an empty text."""
        found = self.value(env)
        if self.type is not ANY:
            if self.read_text is not None:
                found = self.read_text(found)
            fits, found = fit(found, self.type)
            if not fits:
                return found, "input_of_other_type"
        if self.allowed is not None and found is not None and self.allowed(found, env) is not True:
            return found, "input_not_allowed"
        return found, ""

    def accepting(self, value: Any, alive: int, env: Env) -> int:
        """Those of the rules `alive` whose cell accepts the value."""
        found = self.everything
        kind = type(value)
        if kind is str:
            found |= self.texts.get(value, 0)
        elif kind is Decimal and self.numbers is not None:
            found |= self.numbers.at(value)
        for test, bits in self.tests:
            if bits & alive and test(value, env) is True:
                found |= bits
        return found & alive


def written_texts(cell: Tests) -> list[str] | None:
    """The texts of a cell that is nothing but written texts: "a", "b"."""
    found = [test.value for test in cell.tests if isinstance(test, Literal) and type(test.value) is str]
    return found if found and len(found) == len(cell.tests) and not cell.negated else None


def _missing(element: Element, place: Place) -> Code:
    place.finding("missing_part", label(element), part="inputExpression")
    return lambda env: None
