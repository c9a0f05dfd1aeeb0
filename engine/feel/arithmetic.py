"""The operators + - * / ** on every pair of types for which FEEL defines them; null for all others."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from engine.feel.numbers import CONTEXT, ONE
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, DaysTime, Time, YearsMonths, arithmetic

POINTS = (Date, Time, DateTime)


def add(a: Any, b: Any, run: Run) -> Any:
    kind, other = type(a), type(b)
    try:
        if kind is Decimal and other is Decimal:
            return CONTEXT.add(a, b)
        if kind is str and other is str:
            run.spend_text(len(a) + len(b))
            return a + b
    except DecimalException:
        return None
    if other in POINTS and kind not in POINTS:
        a, b, kind, other = b, a, other, kind
    return _shift(a, b, 1)


def subtract(a: Any, b: Any, run: Run) -> Any:
    kind, other = type(a), type(b)
    if kind is Decimal and other is Decimal:
        try:
            return CONTEXT.subtract(a, b)
        except DecimalException:
            return None
    if kind is Time and other is Time:
        return arithmetic.between_times(a, b)
    if kind in POINTS and other in POINTS:
        return None if kind is Time or other is Time else arithmetic.between(a, b)
    return _shift(a, b, -1)


def _shift(a: Any, b: Any, sign: int) -> Any:
    """A point or a duration, moved by a duration."""
    kind, other = type(a), type(b)
    if other is YearsMonths:
        if kind is YearsMonths:
            return arithmetic.plus(a, sign * b.months)
        if kind is Date:
            return arithmetic.add_months(a, sign * b.months)
        if kind is DateTime:
            day = arithmetic.add_months(a.date, sign * b.months)
            return day and DateTime(day, a.time)
    elif other is DaysTime:
        if kind is DaysTime:
            return arithmetic.plus(a, sign * b.nanos)
        if kind in POINTS:
            return arithmetic.add_nanos(a, sign * b.nanos)
    return None


def multiply(a: Any, b: Any, run: Run) -> Any:
    kind, other = type(a), type(b)
    try:
        if kind is Decimal and other is Decimal:
            return CONTEXT.multiply(a, b)
        if kind is Decimal and other in (DaysTime, YearsMonths):
            return arithmetic.scale(b, a)
        if other is Decimal and kind in (DaysTime, YearsMonths):
            return arithmetic.scale(a, b)
    except DecimalException:
        pass
    return None


def divide(a: Any, b: Any, run: Run) -> Any:
    kind, other = type(a), type(b)
    try:
        if kind is Decimal and other is Decimal:
            return CONTEXT.divide(a, b)
        if kind in (DaysTime, YearsMonths):
            if other is Decimal:
                return arithmetic.divide(a, b)
            if other is kind:
                return CONTEXT.divide(Decimal(a[0]), Decimal(b[0]))
    except DecimalException:
        pass
    return None


def power(a: Any, b: Any, run: Run) -> Any:
    if type(a) is not Decimal or type(b) is not Decimal:
        return None
    run.spend(10)
    if not b:
        return ONE
    try:
        return CONTEXT.power(a, b)
    except DecimalException:
        return None


def negative(a: Any) -> Any:
    kind = type(a)
    if kind is Decimal:
        return CONTEXT.minus(a)
    if kind is DaysTime or kind is YearsMonths:
        return kind(-a[0])
    return None


OPERATORS: dict[str, Callable[[Any, Any, Run], Any]] = {"+": add, "-": subtract, "*": multiply, "/": divide, "**": power}
