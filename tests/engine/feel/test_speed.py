"""Speed, as ratios against plain Python work measured in the same moment, with much room: they catch a slip of an order of
magnitude, the figures themselves are in the README."""

from __future__ import annotations

import timeit
from collections.abc import Callable
from decimal import Decimal

from engine.feel import compile
from engine.feel.expression import compile_with
from engine.feel.names import known

CONDITION = 'amount > 1000 and (level = "VIP" or days >= 5) and region in ["a", "b", "c"]'
CONTEXT = {"amount": 2000, "level": "x", "days": 7, "region": "c"}


def best(work: Callable[[], object], number: int) -> float:
    """Seconds of one call."""
    return min(timeit.repeat(work, number=number, repeat=7)) / number


def unit() -> float:
    """About one microsecond on the machine of the figures: thirty additions of decimals."""
    one, two = Decimal(1), Decimal(2)
    return best(lambda: [one + two for _ in range(30)], 2_000)


def test_a_compiled_condition_is_as_quick_as_some_lines_of_python() -> None:
    expression = compile(CONDITION)
    assert expression.evaluate(CONTEXT) is True
    assert best(lambda: expression.evaluate(CONTEXT), 2_000) < 8 * unit()


def test_compiling_takes_about_as_long_as_reading() -> None:
    source = CONDITION + " and " + " + ".join(f"(x{i} * {i})" for i in range(12)) + " > 5"
    assert 180 < len(source) < 220
    table = known()
    assert best(lambda: compile_with(source, table, {}), 20) < 1_000 * unit()
