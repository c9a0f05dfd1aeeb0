"""What a file of scenarios says without references: a few lines of YAML may stand for more values than any memory holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.scenarios.bounds import MOST_VALUES
from engine.scenarios.failures import broken


class Left:
    """What is left of a bound that holds for a whole file."""

    def __init__(self, most: int = MOST_VALUES) -> None:
        self.most = self.count = most


def unshared(value: Any, left: Left) -> Any:
    """A copy as JSON has it, in which nothing is there once and used twice. Errors: Broken, when there are too many values."""
    left.count -= 1
    if left.count < 0:
        raise broken("too_much", what="values", allowed=left.most)
    if isinstance(value, Mapping):
        return {str(key): unshared(item, left) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [unshared(item, left) for item in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
