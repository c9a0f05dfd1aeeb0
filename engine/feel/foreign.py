"""Functions that models written for Java engines call by class and method signature. Nothing of Java is run or reachable: this
closed table names the pure functions we know, written here anew; any other is null."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, DecimalException
from typing import Any

from engine.feel import numbers
from engine.feel.run import Run
from engine.feel.text import text_of
from engine.feel.values import Function

WHOLE = {"byte": 8, "short": 16, "int": 32, "long": 64}
FRACTIONAL = ("float", "double")
BOXED = {"Byte": "byte", "Short": "short", "Integer": "int", "Long": "long", "Float": "float", "Double": "double"}


class Unfit(ValueError):
    """A value is not of the declared type."""


def foreign_function(class_name: Any, signature: Any, names: Sequence[str]) -> Function | None:
    """The function; None when the table does not have it, or it takes another number of arguments."""
    if not isinstance(class_name, str) or not isinstance(signature, str):
        return None
    method, _, inside = signature.replace(" ", "").removesuffix(")").partition("(")
    types = [t.rpartition(".")[2] if not t.startswith("[") else "..." for t in inside.split(",") if t]
    call = _find(class_name, method, types)
    if call is None or len(types) != len(names) or not FITS.keys() >= set(types):
        return None
    found = call

    def apply(run: Run, values: Sequence[Any]) -> Any:
        try:
            return found(run, *map(_fitted, values, types))
        except (Unfit, DecimalException, ValueError, OverflowError):
            return None

    return Function(name=method, names=names, call=apply)


def _find(class_name: str, method: str, types: Sequence[str]) -> Callable[..., Any] | None:
    package, _, short = class_name.rpartition(".")
    if package != "java.lang":
        return None
    if short == "Math" and all(t in WHOLE or t in FRACTIONAL for t in types):
        return MATH.get((method, len(types)))
    if short == "String":
        if (method, list(types)) == ("format", ["String", "..."]):
            return _format
        return text_of_ if method == "valueOf" and len(types) == 1 and types[0] != "..." else None
    if short in BOXED and method in ("valueOf", f"parse{short.removesuffix('eger')}") and types in (["String"], [BOXED[short]]):
        return lambda run, value: _fitted(_number(value), BOXED[short])
    return None


def _fitted(value: Any, type_: str) -> Any:
    """Raises Unfit."""
    if not FITS[type_](value):
        raise Unfit
    return value


def _whole(bits: int) -> Callable[[Any], bool]:
    half = 2 ** (bits - 1)
    return lambda value: type(value) is Decimal and value == value.to_integral_value() and -half <= value < half


FITS: dict[str, Callable[[Any], bool]] = {
    **{type_: _whole(bits) for type_, bits in WHOLE.items()},
    **{type_: lambda value: type(value) is Decimal for type_ in FRACTIONAL},
    "char": lambda value: isinstance(value, str) and len(value) == 1,
    "boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "Object": lambda value: True,
    "...": lambda value: True,
}


def _number(value: Any) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,400}(\.[0-9]{1,400})?", value):
        value = numbers.from_decimal(Decimal(value))
    if type(value) is not Decimal:
        raise Unfit
    return value


def _double(compute: Callable[[float], float]) -> Callable[[Run, Decimal], Decimal | None]:
    return lambda run, x: numbers.from_float(compute(float(x)))


def _rounded(mode: str) -> Callable[[Run, Decimal], Decimal | None]:
    return lambda run, x: numbers.round_to(x, Decimal(0), mode)


MATH: dict[tuple[str, int], Callable[..., Any]] = {
    ("max", 2): lambda run, a, b: max(a, b),
    ("min", 2): lambda run, a, b: min(a, b),
    ("abs", 1): lambda run, x: x.copy_abs(),
    ("floor", 1): _rounded(ROUND_FLOOR),
    ("ceil", 1): _rounded(ROUND_CEILING),
    ("round", 1): lambda run, x: numbers.round_to(x, Decimal(0), ROUND_HALF_UP if x > 0 else ROUND_HALF_DOWN),
    ("pow", 2): lambda run, a, b: numbers.from_float(math.pow(float(a), float(b))),
    **{
        (name, 1): _double(getattr(math, name))
        for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log10", "sqrt", "cbrt")
    },
}


def text_of_(run: Run, value: Any) -> str:
    return text_of(value, run)


def _format(run: Run, pattern: str, values: Any) -> str | None:
    """%s, %d, %.2f and %% with widths below 100."""
    given = list(values) if isinstance(values, list) else [values]
    used = 0

    def put(found: re.Match[str]) -> str:
        nonlocal used
        flags, width, places, kind = found.groups()
        if kind == "%":
            return "%"
        if used >= len(given):
            raise Unfit
        value, used = given[used], used + 1
        text = _shown(value, kind, places, run)
        return text.ljust(int(width or 0)) if flags else text.rjust(int(width or 0))

    if re.sub(PLACE, "", pattern).count("%"):
        return None
    text = PLACE.sub(put, pattern)
    run.spend_text(len(text))
    return text


PLACE = re.compile(r"%(-?)([0-9]{1,2})?(?:\.([0-9]{1,2}))?([sdf%])")


def _shown(value: Any, kind: str, places: str | None, run: Run) -> str:
    if kind == "s":
        return text_of(value, run)
    if kind == "d":
        return str(int(_fitted(value, "long")))
    rounded = numbers.round_to(_fitted(value, "double"), Decimal(int(places or 6)), ROUND_HALF_UP)
    return f"{rounded:.{int(places or 6)}f}"
