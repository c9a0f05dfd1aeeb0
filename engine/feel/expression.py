"""Compiling a text once and evaluating it often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from engine.feel import limits, names
from engine.feel.boundary import date_time, leave
from engine.feel.compiler import Scope, compile_node
from engine.feel.errors import FeelLimit, Note
from engine.feel.parser import parse
from engine.feel.run import Code, Env, Run
from engine.feel.temporal import DateTime
from engine.feel.types import Type
from engine.feel.unary import UnaryTests, parse_tests

NO_TYPES: Mapping[str, Type] = {}


class Expression:
    """A compiled expression. `free` are the names it takes from the context, `doubts` its parts that can only be null."""

    __slots__ = ("code", "doubts", "free", "source")

    def __init__(self, source: str, code: Code, scope: Scope) -> None:
        self.source, self.code, self.free = source, code, frozenset(scope.free)
        self.doubts = tuple(Note.at(source, doubt.at, doubt.code, doubt.facts) for doubt in scope.doubts)

    def evaluate(self, context: Mapping[str, Any], *, now: datetime | DateTime | None = None) -> Any:
        """The value as a Python value (see boundary.leave). `now` is aware; without it now() and today() are null.

        Raises FeelLimit when a limit is exceeded; everything else that has no answer is None."""
        return self._value(context, Run(None if now is None else date_time(now)))

    def explain(self, context: Mapping[str, Any], *, now: datetime | None = None) -> tuple[Any, list[Note]]:
        """The value, and why parts of it became null."""
        run = Run(None if now is None else date_time(now))
        run.warnings = []
        value = self._value(context, run)
        return value, [Note.at(self.source, warning.at, warning.code, warning.facts) for warning in run.warnings]

    def _value(self, context: Mapping[str, Any], run: Run) -> Any:
        try:
            return leave(self.code(Env(context, None, run)), run)
        except RecursionError:  # the caller's own stack is deep already
            raise FeelLimit("calls_too_deep") from None

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def compile(source: str, *, names: tuple[str, ...] = ()) -> Expression:
    """Read an expression; a leading "=" is dropped. `names`: names of the context that hold symbols or reserved words.

    Raises FeelSyntaxError (with line and column), FeelLimit."""
    return _compile(source, tuple(names))


def compile_unary(source: str, *, names: tuple[str, ...] = ()) -> UnaryTests:
    """Read the cell of a decision table: unary tests, "-" or nothing for any value."""
    return _compile_unary(source, tuple(names))


def compile_with(source: str, known: names.Known, types: Mapping[str, Type], *, nested: bool = False) -> Expression:
    """As `compile`, not kept, with the types of a model. `nested`: names may also come from boxes around it."""
    try:
        node, _ = parse(source, known, types)
        scope = Scope(dynamic=nested)
        return Expression(source, compile_node(node, scope), scope)
    except RecursionError:
        raise FeelLimit("nested_too_deep", allowed=limits.HEIGHT) from None


def compile_unary_with(source: str, known: names.Known, types: Mapping[str, Type], *, nested: bool = False) -> UnaryTests:
    """As `compile_unary`, not kept, with the types of a model. `nested` as above."""
    try:
        return parse_tests(source, known, types, Scope(dynamic=nested))
    except RecursionError:
        raise FeelLimit("nested_too_deep", allowed=limits.HEIGHT) from None


@lru_cache(maxsize=limits.CACHED)
def _compile(source: str, known: tuple[str, ...]) -> Expression:
    if source.lstrip().startswith("="):
        source = source.replace("=", " ", 1)  # so that every character keeps its place
    return compile_with(source, names.known(known), NO_TYPES)


@lru_cache(maxsize=limits.CACHED)
def _compile_unary(source: str, known: tuple[str, ...]) -> UnaryTests:
    return compile_unary_with(source, names.known(known), NO_TYPES)
