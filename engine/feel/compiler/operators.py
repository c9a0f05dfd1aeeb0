"""Arithmetic and comparison."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import arithmetic
from engine.feel.ast import Between, Comparison, InstanceOf, Literal, Negative, Sum
from engine.feel.compiler.dispatch import Scope, compile_node, compiles
from engine.feel.equality import ORDERED, SAME, both, equal, less, less_equal, negate
from engine.feel.run import Code, Env
from engine.feel.types import is_of


@compiles(Sum)
def sum_(node: Sum, scope: Scope) -> Code:
    first, *others = (compile_node(operand, scope) for operand in node.operands)
    steps = [(arithmetic.OPERATORS[operator], code) for operator, code in zip(node.operators, others, strict=True)]
    at = node.at
    if len(steps) == 1:
        [(only, right)] = steps

        def run_one(env: Env) -> Any:
            a, b = first(env), right(env)
            result = only(a, b, env.run)
            if result is None:
                env.run.warn("no_result", at)
            return result

        return run_one

    def run(env: Env) -> Any:
        result = first(env)
        for operation, code in steps:
            result = operation(result, code(env), env.run)
        if result is None:
            env.run.warn("no_result", at)
        return result

    return run


@compiles(Negative)
def negative(node: Negative, scope: Scope) -> Code:
    operand = compile_node(node.operand, scope)
    return lambda env: arithmetic.negative(operand(env))


@compiles(Comparison)
def comparison(node: Comparison, scope: Scope) -> Code:
    left, right = compile_node(node.left, scope), compile_node(node.right, scope)
    operator = node.operator
    if operator in (">", ">="):
        if isinstance(node.right, Literal) and type(node.right.value) is Decimal:
            return _against_number(operator, left, node.right.value)
        left, right, operator = right, left, "<" if operator == ">" else "<="
        swapped = True
    else:
        swapped = False
        if operator in ("<", "<=") and isinstance(node.right, Literal) and type(node.right.value) is Decimal:
            return _against_number(operator, left, node.right.value)
    if operator in ("=", "!="):
        return _equality(left, right, wanted=operator == "=")
    compare = less if operator == "<" else less_equal
    strict = operator == "<"

    def run(env: Env) -> bool | None:
        if swapped:
            b = right(env)
            a = left(env)
        else:
            a = left(env)
            b = right(env)
        if type(a) is type(b) and type(a) in ORDERED:
            return bool(a < b) if strict else bool(a <= b)
        return compare(a, b)

    return run


def _against_number(operator: str, left: Code, limit: Decimal) -> Code:
    """The commonest condition of all: something against a written number."""
    if operator == ">":
        return lambda env: value > limit if type(value := left(env)) is Decimal else None
    if operator == ">=":
        return lambda env: value >= limit if type(value := left(env)) is Decimal else None
    if operator == "<":
        return lambda env: value < limit if type(value := left(env)) is Decimal else None
    return lambda env: value <= limit if type(value := left(env)) is Decimal else None


def _equality(left: Code, right: Code, *, wanted: bool) -> Code:
    def run(env: Env) -> bool | None:
        a = left(env)
        b = right(env)
        if type(a) is type(b) and type(a) in SAME:
            return (a == b) is wanted
        found = equal(a, b, env.run)
        return found if wanted else negate(found)

    return run


@compiles(Between)
def between(node: Between, scope: Scope) -> Code:
    value, low, high = (compile_node(part, scope) for part in (node.value, node.low, node.high))

    def run(env: Env) -> bool | None:
        found = value(env)
        above = less_equal(low(env), found)
        below = less_equal(found, high(env))
        return None if above is None or below is None else both(above, below)

    return run


@compiles(InstanceOf)
def instance_of(node: InstanceOf, scope: Scope) -> Code:
    value, wanted = compile_node(node.value, scope), node.type
    return lambda env: is_of(value(env), wanted)
