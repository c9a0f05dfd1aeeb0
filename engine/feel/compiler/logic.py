"""and, or, if."""

from __future__ import annotations

from typing import Any

from engine.feel.ast import If, Logic
from engine.feel.compiler.dispatch import Scope, compile_node, compiles
from engine.feel.run import Code, Env


@compiles(Logic)
def logic(node: Logic, scope: Scope) -> Code:
    operands = tuple(compile_node(operand, scope) for operand in node.operands)
    return _and(operands) if node.word == "and" else _or(operands)


def _and(operands: tuple[Code, ...]) -> Code:
    def run(env: Env) -> bool | None:
        result: bool | None = True
        for operand in operands:
            value = operand(env)
            if value is False:
                return False
            if value is not True:
                result = None
        return result

    return run


def _or(operands: tuple[Code, ...]) -> Code:
    def run(env: Env) -> bool | None:
        result: bool | None = False
        for operand in operands:
            value = operand(env)
            if value is True:
                return True
            if value is not False:
                result = None
        return result

    return run


@compiles(If)
def conditional(node: If, scope: Scope) -> Code:
    """Only true takes the first way; null takes the second."""
    condition, then, otherwise = (compile_node(part, scope) for part in (node.condition, node.then, node.otherwise))

    def run(env: Env) -> Any:
        return then(env) if condition(env) is True else otherwise(env)

    return run
