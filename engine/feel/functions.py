"""Functions of the host inside expressions: the only way for an expression to reach anything but its context."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.feel.boundary import enter, leave
from engine.feel.errors import FeelError
from engine.feel.run import Run
from engine.feel.values import Function


def function(name: str, params: Sequence[str], call: Callable[..., Any]) -> Function:
    """A FEEL function that calls `call` with Python values (see boundary.leave) and takes its Python result.

    A parameter ending in "?" may be left out. `call` answers None for arguments it cannot use; what it raises becomes
    FeelError function_failed."""
    names = [param.removesuffix("?") for param in params]
    least = sum(not param.endswith("?") for param in params)

    def apply(run: Run, values: Sequence[Any]) -> Any:
        try:
            result = call(*(leave(value, run) for value in values))
        except FeelError:
            raise
        except Exception as error:
            raise FeelError("function_failed", name=name, reason=str(error)) from error
        return enter(result, run)

    return Function(name=name, names=names, call=apply, least=least)
