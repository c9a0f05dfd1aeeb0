"""Calls of standard functions: which signature fits is decided before running, as far as names and count can tell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import DecimalException
from functools import cache
from typing import Any

from engine.feel.builtins import BUILTINS
from engine.feel.builtins.registry import REFUSED, Builtin, Signature
from engine.feel.compiler.dispatch import Scope
from engine.feel.run import Code, Env, Run
from engine.feel.values import Function


def by_position(builtin: Builtin, arguments: Sequence[Code], at: int, scope: Scope) -> Code:
    fitting = [s for s in builtin.signatures if s.takes(len(arguments))]
    return _calling(builtin, fitting, arguments, at) if fitting else _refusing(builtin, at, scope)


def by_name(builtin: Builtin, names: Sequence[str], arguments: Sequence[Code], at: int, scope: Scope) -> Code:
    """Parameters left out in the middle are null."""
    for signature in builtin.signatures:
        places = signature.positions(names)
        if places is not None:
            ordered: list[Code] = [_null] * (max(places, default=-1) + 1)
            for place, code in zip(places, arguments, strict=True):
                ordered[place] = code
            if signature.takes(len(ordered)):
                return _calling(builtin, [signature], ordered, at)
    return _refusing(builtin, at, scope)


def _null(env: Env) -> Any:
    return None


def _refusing(builtin: Builtin, at: int, scope: Scope) -> Code:
    name = builtin.name
    scope.doubt("wrong_arguments", at, name=name)

    def refuse(env: Env) -> Any:
        env.run.warn("wrong_arguments", at, name=name)
        return None

    return refuse


def _calling(builtin: Builtin, signatures: Sequence[Signature], arguments: Sequence[Code], at: int) -> Code:
    name = builtin.name

    def run(env: Env) -> Any:
        return call(name, signatures, [code(env) for code in arguments], env.run, at)

    return run


def call(name: str, signatures: Sequence[Signature], values: Sequence[Any], run: Run, at: int) -> Any:
    """The result of the first signature that accepts the values; null when none does."""
    run.spend(1)
    for signature in signatures:
        try:
            result = signature.run(run, values)
        except DecimalException:
            return None
        if result is not REFUSED:
            return result
    run.warn("wrong_arguments", at, name=name)
    return None


@cache
def as_value(name: str) -> Function | None:
    """A standard function as a value that can be handed on."""
    builtin = BUILTINS.get(name)
    if builtin is None:
        return None
    longest = max(builtin.signatures, key=lambda s: len(s.parameters))
    names = [p.name for p in longest.parameters] + ([longest.many.name] if longest.many else [])

    def apply(run: Run, values: Sequence[Any]) -> Any:
        fitting = [s for s in builtin.signatures if s.takes(len(values))]
        return call(name, fitting, values, run, 0)

    least = min(s.least for s in builtin.signatures)
    return Function(name=name, names=names, call=apply, least=least)
