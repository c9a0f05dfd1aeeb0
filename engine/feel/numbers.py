"""Numbers are decimals of 34 digits (IEEE 754 decimal128), never binary floats. None: not a number that FEEL can hold."""

from __future__ import annotations

import decimal
from decimal import Decimal

CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
ONE = Decimal(1)


def from_int(value: int) -> Decimal | None:
    """None: beyond 10^6144. Rounded to 34 digits."""
    if -(10**34) < value < 10**34:
        return Decimal(value)
    return CONTEXT.create_decimal(value) if value.bit_length() < 20_000 else None


def from_float(value: float) -> Decimal | None:
    """The shortest decimal that reads back as the same float, so 0.1 is 0.1."""
    return None if value != value or value in (float("inf"), float("-inf")) else CONTEXT.create_decimal(repr(value))


def from_decimal(value: Decimal) -> Decimal | None:
    if not value.is_finite():
        return None
    try:
        return CONTEXT.plus(value)
    except decimal.DecimalException:
        return None


def whole(value: Decimal) -> int:
    """The integer part, for positions and lengths; those beyond 10^9 are all out of reach anyway."""
    if value.adjusted() > 9:
        return 10**9 if value > 0 else -(10**9)
    return int(value)


def round_to(value: Decimal, scale: Decimal, mode: str) -> Decimal | None:
    """`value` with `scale` digits after the point; None when `scale` lies outside -6111 to 6176."""
    digits = whole(scale)
    if not -6111 <= digits <= 6176:
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= digits:
        return value
    if -digits > value.adjusted() + 1:
        # Too coarse for quantize: the result is zero or one unit of the wanted place.
        unit = ONE.scaleb(-digits, CONTEXT)
        away = mode == decimal.ROUND_UP or mode == (decimal.ROUND_CEILING if value > 0 else decimal.ROUND_FLOOR)
        return (unit.copy_sign(value) if away else Decimal(0)) if value else value
    return value.quantize(ONE.scaleb(-digits, CONTEXT), rounding=mode, context=CONTEXT)


def text(value: Decimal) -> str:
    """Without exponent where that stays readable, without trailing zeros."""
    if not value:
        return "0"
    plain = value.normalize(CONTEXT)
    return format(plain, "f") if -40 < plain.adjusted() < 40 else str(plain)
