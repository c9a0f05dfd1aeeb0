"""and, or, if."""

from __future__ import annotations

from typing import Any

from engine.feel.ast import If, Logic
from engine.feel.compiler.dispatch import Scope, compile_node, compiles
from engine.feel.run import Code, Env


@compiles(Logic)
def logic(node: Logic, scope: Scope) -> Code:
    operands = tuple(compile_node(operand, scope) for operand in node.operands)
    decisive = node.word == "or"
    other = not decisive
    if len(operands) == 2:
        return _two(*operands, decisive=decisive)

    def run(env: Env) -> bool | None:
        result: bool | None = other
        for operand in operands:
            value: Any = operand(env)
            if value is decisive:
                return decisive
            if value is not other:
                result = None
        return result

    return run


def _two(first: Code, second: Code, *, decisive: bool) -> Code:
    other = not decisive

    def run(env: Env) -> bool | None:
        a = first(env)
        if a is decisive:
            return decisive
        b = second(env)
        if b is decisive:
            return decisive
        return other if a is other and b is other else None

    return run


@compiles(If)
def conditional(node: If, scope: Scope) -> Code:
    """Only true takes the first way; null takes the second."""
    condition, then, otherwise = (compile_node(part, scope) for part in (node.condition, node.then, node.otherwise))

    def run(env: Env) -> Any:
        return then(env) if condition(env) is True else otherwise(env)

    return run
