"""Functions on numbers."""

from __future__ import annotations

import decimal
from decimal import Decimal

from engine.feel import numbers
from engine.feel.builtins.registry import builtin
from engine.feel.numbers import CONTEXT
from engine.feel.run import Run
from engine.feel.temporal import DaysTime, YearsMonths

ZERO = Decimal(0)


@builtin("decimal(n: number, scale: number)")
def decimal_(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    """Rounded half even to `scale` digits after the point."""
    return numbers.round_to(n, scale, decimal.ROUND_HALF_EVEN)


@builtin("floor(n: number, [scale: number])")
def floor(run: Run, n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """Rounded down towards minus infinity."""
    return numbers.round_to(n, scale, decimal.ROUND_FLOOR)


@builtin("ceiling(n: number, [scale: number])")
def ceiling(run: Run, n: Decimal, scale: Decimal = ZERO) -> Decimal | None:
    """Rounded up towards infinity."""
    return numbers.round_to(n, scale, decimal.ROUND_CEILING)


@builtin("round up(n: number, scale: number)")
def round_up(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    """Rounded away from zero."""
    return numbers.round_to(n, scale, decimal.ROUND_UP)


@builtin("round down(n: number, scale: number)")
def round_down(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    """Rounded towards zero."""
    return numbers.round_to(n, scale, decimal.ROUND_DOWN)


@builtin("round half up(n: number, scale: number)")
def round_half_up(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    """Rounded to the nearest; halves away from zero."""
    return numbers.round_to(n, scale, decimal.ROUND_HALF_UP)


@builtin("round half down(n: number, scale: number)")
def round_half_down(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    """Rounded to the nearest; halves towards zero."""
    return numbers.round_to(n, scale, decimal.ROUND_HALF_DOWN)


@builtin("abs(n: number | days and time duration | years and months duration)")
def abs_(run: Run, n: Decimal | DaysTime | YearsMonths) -> Decimal | DaysTime | YearsMonths:
    """Without its sign."""
    if isinstance(n, Decimal):
        return n.copy_abs()
    return DaysTime(abs(n.nanos)) if isinstance(n, DaysTime) else YearsMonths(abs(n.months))


@builtin("modulo(dividend: number, divisor: number)")
def modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """The rest of the division; it has the sign of the divisor."""
    if not divisor or dividend.adjusted() - divisor.adjusted() > 33:
        return None
    rest = CONTEXT.remainder(dividend, divisor)
    return CONTEXT.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


@builtin("sqrt(number: number)")
def sqrt(run: Run, number: Decimal) -> Decimal | None:
    """The square root; null for a negative number."""
    return CONTEXT.sqrt(number) if number >= 0 else None


@builtin("log(number: number)")
def log(run: Run, number: Decimal) -> Decimal | None:
    """The natural logarithm; null for zero and below."""
    run.spend(20)
    return CONTEXT.ln(number) if number > 0 else None


@builtin("exp(number: number)")
def exp(run: Run, number: Decimal) -> Decimal:
    """e to this power."""
    run.spend(20)
    return CONTEXT.exp(number)


@builtin("odd(number: number)")
def odd(run: Run, number: Decimal) -> bool:
    """Whether it is an odd whole number."""
    return number == number.to_integral_value() and number.adjusted() < 34 and int(number) % 2 == 1


@builtin("even(number: number)")
def even(run: Run, number: Decimal) -> bool:
    """Whether it is an even whole number."""
    return number == number.to_integral_value() and (number.adjusted() >= 34 or int(number) % 2 == 0)
