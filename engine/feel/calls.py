"""Calling a function value: arguments checked against its types, depth of calls counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.feel.errors import FeelLimit
from engine.feel.run import Run
from engine.feel.types import fit
from engine.feel.values import Function


def call_function(function: Function, arguments: Sequence[Any], run: Run) -> Any:
    """The result; null when an argument or the result is not of the declared type, or their number is wrong."""
    if not function.least <= len(arguments) <= len(function.names):
        return None
    run.spend(5)
    run.calls -= function.height
    if run.calls < 0:
        raise FeelLimit("calls_too_deep")
    fitted = []
    for value, type_ in zip(arguments, function.types, strict=False):
        if type_ is not None:
            fits, value = fit(value, type_)
            if not fits:
                run.calls += function.height
                return None
        fitted.append(value)
    result = function.call(run, fitted)
    run.calls += function.height
    return fit(result, function.result)[1] if function.result is not None else result
