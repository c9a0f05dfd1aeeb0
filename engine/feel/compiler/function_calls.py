"""Calls, and functions written in the expression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.feel.ast import Call, FunctionOfNodes, Literal, Name
from engine.feel.builtins import BUILTINS
from engine.feel.calls import call_function
from engine.feel.compiler import builtin_calls
from engine.feel.compiler.dispatch import Scope, compile_node, compiles
from engine.feel.foreign import foreign_function
from engine.feel.patterns import find
from engine.feel.run import Code, Env, Run
from engine.feel.values import Context, Function


@compiles(Call)
def call(node: Call, scope: Scope) -> Code:
    arguments = [compile_node(argument, scope) for argument in node.arguments]
    if isinstance(node.function, Name) and node.function.name in BUILTINS and node.function.name not in scope.local:
        builtin = BUILTINS[node.function.name]
        _doubt_pattern(node, scope)
        if node.names is None:
            return builtin_calls.by_position(builtin, arguments, node.at, scope)
        return builtin_calls.by_name(builtin, node.names, arguments, node.at, scope)
    function = compile_node(node.function, scope)
    names, at = node.names, node.at

    def run(env: Env) -> Any:
        called = function(env)
        if type(called) is not Function:
            env.run.warn("not_a_function", at)
            return None
        values = [code(env) for code in arguments]
        if names is not None:
            ordered = _ordered(called, names, values)
            if ordered is None:
                env.run.warn("wrong_arguments", at, name=called.name)
                return None
            values = ordered
        return call_function(called, values, env.run)

    return run


PATTERNS = {"matches": ("pattern", 1), "replace": ("pattern", 1), "split": ("delimiter", 1)}
"""Functions that take a regular expression, and where."""


def _doubt_pattern(node: Call, scope: Scope) -> None:
    """A written pattern that is none."""
    assert isinstance(node.function, Name)
    name, place = PATTERNS.get(node.function.name, ("", 0))
    if node.names is not None:
        place = node.names.index(name) if name in node.names else len(node.arguments)
    pattern = node.arguments[place] if name and place < len(node.arguments) else None
    if isinstance(pattern, Literal) and isinstance(pattern.value, str) and find(pattern.value, "x") is None:
        scope.doubt("bad_pattern", pattern.at, pattern=pattern.value)


def _ordered(function: Function, names: Sequence[str], values: Sequence[Any]) -> list[Any] | None:
    """The values in the order of the function's parameters; None when a name is not one of them."""
    given = dict(zip(names, values, strict=True))
    if not given.keys() <= set(function.names):
        return None
    return [given.get(name) for name in function.names]


@compiles(FunctionOfNodes)
def definition(node: FunctionOfNodes, scope: Scope) -> Code:
    """A function keeps the names in sight where it was written."""
    if node.external:
        return _foreign(node, scope)
    names = tuple(name for name, _ in node.parameters)
    types = tuple(type_ for _, type_ in node.parameters)
    body, height = compile_node(node.body, scope.binding(*names)), node.height + 2

    def run(env: Env) -> Function:
        def apply(run: Run, values: Sequence[Any]) -> Any:
            return body(Env(dict(zip(names, values, strict=True)), env, run))

        return Function(name="", names=names, types=types, call=apply, height=height)

    return run


def _foreign(node: FunctionOfNodes, scope: Scope) -> Code:
    """external {java: {class: ..., method signature: ...}}: one of the few we know (see engine.feel.foreign), else null."""
    description = compile_node(node.body, scope)
    names = tuple(name for name, _ in node.parameters)

    def run(env: Env) -> Function | None:
        found = description(env)
        java = found.get("java") if type(found) is Context else None
        return foreign_function(java.get("class"), java.get("method signature"), names) if type(java) is Context else None

    return run
