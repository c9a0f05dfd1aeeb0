"""Values as text, the way `string()` gives them; what it writes inside lists and contexts can be read back by FEEL."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import limits, numbers
from engine.feel.boundary import enter
from engine.feel.errors import FeelLimit
from engine.feel.run import Run
from engine.feel.values import Context, Function, List, Range


def written(value: Any) -> str:
    """The value as FEEL would write it; Python values too. Raises FeelLimit."""
    run = Run()
    return _written(enter(value, run), run, 0)


def text_of(value: Any, run: Run) -> str:
    """Raises FeelLimit when the text becomes too long."""
    found = value if isinstance(value, str) else _written(value, run, 0)
    run.spend_text(len(found))
    return found


def _written(value: Any, run: Run, depth: int) -> str:
    run.spend(1)
    if depth > limits.DATA_DEPTH:
        raise FeelLimit("data_too_deep", allowed=limits.DATA_DEPTH)
    if value is None:
        return "null"
    kind = type(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is Decimal:
        return numbers.text(value)
    if kind is str:
        run.spend_text(len(value))
        return quoted(value)
    if kind is List:
        return "[" + ", ".join(_written(item, run, depth + 1) for item in value) + "]"
    if kind is Context:
        return "{" + ", ".join(f"{key}: {_written(item, run, depth + 1)}" for key, item in value.items()) + "}"
    if kind is Range:
        return _range(value, run, depth)
    if kind is Function:
        return f"function({', '.join(value.names)})"
    return str(value)


def _range(value: Range, run: Run, depth: int) -> str:
    if value.test:
        end = value.high if value.test in ("<", "<=") else value.low
        return f"({value.test} {_written(end, run, depth + 1)})"
    low, high = _written(value.low, run, depth + 1), _written(value.high, run, depth + 1)
    return f"{'[' if value.low_included else '('}{low}..{high}{']' if value.high_included else ')'}"


def quoted(text: str) -> str:
    """As FEEL would write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
