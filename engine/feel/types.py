"""Types as models write them, and the two things one does with them: ask whether a value is of it, and make a value fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.feel.temporal import Date, DateTime, Time
from engine.feel.values import Context, Function, List, Range, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """number, string, boolean, the temporal types; also "list", "context", "range", "function" of anything."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    """Any, and Null when `null_only`."""

    null_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeOf:
    end: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextOf:
    """A context with at least these entries."""

    entries: Mapping[str, Type]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionOf:
    parameters: tuple[Type, ...]
    result: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A type of a model: what it is made of (found late, types may be recursive), and which values it allows."""

    name: str
    find: Callable[[], Type]
    allows: Callable[[Any], bool] | None = None


Type = Simple | Anything | ListOf | RangeOf | ContextOf | FunctionOf | Named

ANY = Anything()
SIMPLE: Mapping[str, Type] = {
    name: Simple(name=name)
    for name in (
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "range",
        "function",
    )
} | {"Any": ANY, "Null": Anything(null_only=True)}


def is_of(value: Any, type_: Type) -> bool:
    """instance of. Null is of no type but Null; inside lists and contexts it is of every type. Allowed values do not count."""
    if value is None:
        return isinstance(type_, Anything) and type_.null_only
    return _fits(value, type_, checked=False)


def _fits(value: Any, type_: Type, *, checked: bool = True) -> bool:
    """`checked`: only the allowed values of a type fit."""
    if value is None:
        return True
    match type_:
        case Anything(null_only=null_only):
            return not null_only
        case Simple(name=name):
            return kind(value) == name
        case ListOf(item=item):
            return type(value) is List and all(_fits(x, item, checked=checked) for x in value)
        case ContextOf(entries=entries):
            return type(value) is Context and all(k in value and _fits(value[k], t, checked=checked) for k, t in entries.items())
        case RangeOf(end=end):
            return type(value) is Range and _fits(value.low, end) and _fits(value.high, end)
        case FunctionOf(parameters=parameters, result=result):
            return type(value) is Function and _function_fits(value, parameters, result)
        case Named(find=find, allows=allows):
            return _fits(value, find(), checked=checked) and (not checked or allows is None or allows(value))


def _function_fits(function: Function, parameters: tuple[Type, ...], result: Type) -> bool:
    if not function.least <= len(parameters) <= len(function.names):
        return False
    known = [p or ANY for p in function.types[: len(parameters)]]
    return all(is_part_of(wanted, given) for wanted, given in zip(parameters, known, strict=True)) and (
        function.result is None or is_part_of(function.result, result)
    )


def is_part_of(narrow: Type, wide: Type) -> bool:
    """Whether every value of `narrow` is one of `wide` (conforms to)."""
    if narrow == wide or wide == ANY:
        return True
    if isinstance(narrow, Named):
        return is_part_of(narrow.find(), wide)
    if isinstance(wide, Named):
        return wide.allows is None and is_part_of(narrow, wide.find())
    match narrow, wide:
        case (Anything(null_only=True), _):
            return True
        case (ListOf(item=a), ListOf(item=b)):
            return is_part_of(a, b)
        case (RangeOf(end=a), RangeOf(end=b)):
            return is_part_of(a, b)
        case (ContextOf(entries=a), ContextOf(entries=b)):
            return all(key in a and is_part_of(a[key], type_) for key, type_ in b.items())
        case (FunctionOf(parameters=a, result=x), FunctionOf(parameters=b, result=y)):
            return len(a) == len(b) and all(is_part_of(p, q) for p, q in zip(b, a, strict=True)) and is_part_of(x, y)
        case (ListOf() | RangeOf() | ContextOf() | FunctionOf(), Simple(name=name)):
            return name == type(narrow).__name__.removesuffix("Of").lower()
    return False


def fit(value: Any, type_: Type) -> tuple[bool, Any]:
    """The value made to fit: as it is, a single item as a list, the item of a list of one, a date as its midnight in UTC.

    (False, None) when nothing fits. Null fits everything."""
    if value is None or _fits(value, type_):
        return True, value
    inner = _bare(type_)
    if type(value) is List and len(value) == 1 and not isinstance(inner, ListOf) and _fits(value[0], type_):
        return True, value[0]
    if isinstance(inner, ListOf) and type(value) is not List and _fits(wrapped := List([value]), type_):
        return True, wrapped
    if type(value) is Date and inner == SIMPLE["date and time"] and _fits(midnight := utc_midnight(value), type_):
        return True, midnight
    return False, None


def _bare(type_: Type) -> Type:
    while isinstance(type_, Named):
        type_ = type_.find()
    return type_


def utc_midnight(value: Date) -> DateTime:
    return DateTime(value, Time(0, 0, 0, 0, 0))
