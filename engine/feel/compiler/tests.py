"""Unary tests: `in`, cells of decision tables, and ranges as values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.ast import (
    Between,
    Call,
    Comparison,
    In,
    ListOfNodes,
    Literal,
    Logic,
    Node,
    Quantified,
    RangeOfNodes,
    Tests,
)
from engine.feel.compiler.dispatch import Scope, compile_node, compiles
from engine.feel.equality import ORDERED, SAME, either, equal, matches, negate, within
from engine.feel.run import Code, Env
from engine.feel.values import Range

Test = Callable[[Any, Env], bool | None]
"""A test of a value. The Env is needed only for tests that name other things."""

VERDICTS = (Comparison, Between, In, Logic, Call, Quantified)


@compiles(RangeOfNodes)
def range_(node: RangeOfNodes, scope: Scope) -> Code:
    """Null when the ends are of different types or in the wrong order."""
    low = compile_node(node.low, scope) if node.low is not None else None
    high = compile_node(node.high, scope) if node.high is not None else None
    low_included, high_included, test = node.low_included, node.high_included, node.test

    def run(env: Env) -> Range | None:
        a = low(env) if low else None
        b = high(env) if high else None
        if test is None and a is not None and b is not None and type(a) is not type(b):
            return None
        return Range(a, b, low_included, high_included, test)

    if (node.low is None or isinstance(node.low, Literal)) and (node.high is None or isinstance(node.high, Literal)):
        a = node.low.value if node.low is not None else None
        b = node.high.value if node.high is not None else None
        if test is None and a is not None and b is not None and type(a) is not type(b):
            return lambda env: None
        constant = Range(a, b, low_included, high_included, test)
        return lambda env: constant
    return run


@compiles(In)
def in_(node: In, scope: Scope) -> Code:
    value = compile_node(node.value, scope)
    if len(node.tests) == 1 and (texts := _texts(node.tests[0])) is not None:
        return lambda env: found in texts if type(found := value(env)) is str else (None if found is None else False)
    tests = [compile_test(test, scope) for test in node.tests]
    if len(tests) == 1:
        only = tests[0]
        return lambda env: only(value(env), env)

    def run(env: Env) -> bool | None:
        found = value(env)
        result: bool | None = False
        for test in tests:
            result = either(result, test(found, env))
            if result is True:
                break
        return result

    return run


def _texts(node: Node) -> frozenset[str] | None:
    """The items of a list of nothing but written texts."""
    if not isinstance(node, ListOfNodes) or not node.items:
        return None
    found = [item.value for item in node.items if isinstance(item, Literal) and type(item.value) is str]
    return frozenset(found) if len(found) == len(node.items) else None


def compile_tests(node: Tests, scope: Scope) -> Test:
    """The cell of a decision table."""
    tests = [compile_test(test, scope) for test in node.tests]
    if not tests:
        return lambda value, env: True
    if len(tests) == 1:
        only = tests[0]
        return (lambda value, env: negate(only(value, env))) if node.negated else only

    def run(value: Any, env: Env) -> bool | None:
        result: bool | None = False
        for test in tests:
            result = either(result, test(value, env))
            if result is True:
                break
        return negate(result) if node.negated else result

    return run


def compile_test(node: Node, scope: Scope) -> Test:
    """One test. With `?` in it, it is what the expression says; otherwise it asks whether the value is in what it gives."""
    if isinstance(node, Literal):
        return _literal(node.value)
    if isinstance(node, RangeOfNodes) and node.test and (limit := _limit(node)) is not None:
        return _against(node.test, limit)
    if isinstance(node, RangeOfNodes) and node.test is None and (ends := _ends(node)) is not None:
        return _between(*ends, node.low_included, node.high_included)
    if asks(node):
        asking = compile_node(node, scope.binding("?"))
        return lambda value, env: found if isinstance(found := asking(Env({"?": value}, env, env.run)), bool) else None
    code = compile_node(node, scope)
    verdict = isinstance(node, VERDICTS)

    def run(value: Any, env: Env) -> bool | None:
        found = code(env)
        if verdict and found is True and type(value) is not bool:
            return True
        return matches(value, found, env.run)

    return run


def _literal(wanted: Any) -> Test:
    kind = type(wanted)
    if kind in SAME:
        return lambda value, env: value == wanted if type(value) is kind else (False if value is None else None)
    return lambda value, env: equal(value, wanted, env.run)


def _limit(node: RangeOfNodes) -> Any:
    end = node.low if node.low is not None else node.high
    return end.value if isinstance(end, Literal) else None


def _ends(node: RangeOfNodes) -> tuple[Any, Any] | None:
    """The ends of a range of two literals of one type with a natural order."""
    if not isinstance(node.low, Literal) or not isinstance(node.high, Literal):
        return None
    low, high = node.low.value, node.high.value
    return (low, high) if type(low) is type(high) and type(low) in ORDERED else None


def _between(low: Any, high: Any, low_included: bool, high_included: bool) -> Test:
    kind = type(low)
    if low_included and high_included:
        return lambda value, env: low <= value <= high if type(value) is kind else None
    if low_included:
        return lambda value, env: low <= value < high if type(value) is kind else None
    if high_included:
        return lambda value, env: low < value <= high if type(value) is kind else None
    return lambda value, env: low < value < high if type(value) is kind else None


def _against(operator: str, limit: Any) -> Test:
    if type(limit) is Decimal:
        if operator == "<":
            return lambda value, env: value < limit if type(value) is Decimal else None
        if operator == "<=":
            return lambda value, env: value <= limit if type(value) is Decimal else None
        if operator == ">":
            return lambda value, env: value > limit if type(value) is Decimal else None
        if operator == ">=":
            return lambda value, env: value >= limit if type(value) is Decimal else None
    low = limit if operator in (">", ">=", "=", "!=") else None
    high = limit if operator in ("<", "<=", "=", "!=") else None
    constant = Range(low, high, operator in (">=", "="), operator in ("<=", "="), operator)
    return lambda value, env: within(value, constant, env.run)


def asks(node: Any) -> bool:
    """Whether `?` stands anywhere in the node."""
    todo = [node]
    while todo:
        found = todo.pop()
        if isinstance(found, tuple):
            todo.extend(found)
        elif hasattr(found, "__dataclass_fields__"):
            if getattr(found, "name", None) == "?":
                return True
            todo.extend(getattr(found, name) for name in found.__dataclass_fields__)
    return False
