"""The cell of a decision table: unary tests, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.feel import names
from engine.feel.ast import Node, Tests
from engine.feel.boundary import date_time, enter
from engine.feel.compiler import Scope, Test, compile_tests
from engine.feel.errors import FeelLimit, Note
from engine.feel.parser import Parser
from engine.feel.run import Env, Run
from engine.feel.types import Type


class UnaryTests:
    """`free` are the names it takes from the context, `doubts` its parts that can only be null; `tests` is what was read, for
    those who make an index of many cells."""

    __slots__ = ("doubts", "free", "run", "source", "tests")

    def __init__(self, source: str, run: Test, tests: Tests, scope: Scope) -> None:
        self.source, self.run, self.tests = source, run, tests
        self.free = frozenset(scope.free - {"?"})
        self.doubts = tuple(Note.at(source, doubt.at, doubt.code, doubt.facts) for doubt in scope.doubts)

    def test(self, value: Any, context: Mapping[str, Any] | None = None, *, now: datetime | None = None) -> bool:
        """Whether the value passes. Unknown is no. Raises FeelLimit."""
        run = Run(None if now is None else date_time(now))
        try:
            return self.run(enter(value, run), Env(context or {}, None, run)) is True
        except RecursionError:
            raise FeelLimit("calls_too_deep") from None


def parse_tests(source: str, known: names.Known, types: Mapping[str, Type], scope: Scope) -> UnaryTests:
    """Raises FeelSyntaxError, FeelLimit."""
    tests = _read(Parser(source, known, types))
    return UnaryTests(source, compile_tests(tests, scope), tests, scope)


def _read(parser: Parser) -> Tests:
    if parser.token.kind == "end":
        return Tests((), negated=False)
    if parser.token.text == "-" and parser.tokens[parser.index + 1].kind == "end":
        return Tests((), negated=False)
    if parser.token.text == "not" and parser.tokens[parser.index + 1].text == "(":
        start = parser.index
        parser.advance()
        parser.advance()
        tests = _list(parser)
        parser.expect(")")
        if parser.token.kind == "end":
            return Tests(tests, negated=True)
        parser.index = start
    tests = _list(parser)
    parser.expect_end()
    return Tests(tests, negated=False)


def _list(parser: Parser) -> tuple[Node, ...]:
    tests = [parser.test()]
    while parser.take(","):
        tests.append(parser.test())
    return tuple(tests)
