"""One evaluation: its time, its budget, and the names in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.feel import limits
from engine.feel.errors import FeelLimit
from engine.feel.temporal import DateTime


class Run:
    """What one evaluation may still spend. `now` is None where no time is given: then now() is null."""

    __slots__ = ("calls", "entered", "left", "now", "trace", "warnings")

    def __init__(self, now: DateTime | None = None, steps: int = limits.STEPS) -> None:
        self.now = now
        self.left = steps
        self.calls = limits.CALLS
        self.entered: dict[int, tuple[Any, Any]] = {}
        self.warnings: list[Warning_] | None = None
        self.trace: Any = None  # where decision tables note why; engine.dmn sets it

    def spend(self, steps: int) -> None:
        """Count work done. Raises FeelLimit when the budget is used up."""
        self.left -= steps
        if self.left < 0:
            raise FeelLimit("too_many_steps", allowed=limits.STEPS)

    def spend_text(self, size: int) -> None:
        """Count a new text of `size` characters."""
        if size > limits.TEXT:
            raise FeelLimit("text_too_long", size=size, allowed=limits.TEXT)
        self.spend(1 + size // limits.CHARACTERS_PER_STEP)

    def spend_items(self, size: int) -> None:
        """Count a new list of `size` items."""
        if size > limits.ITEMS:
            raise FeelLimit("list_too_long", size=size, allowed=limits.ITEMS)
        self.spend(1 + size)

    def warn(self, code: str, at: int, **facts: object) -> None:
        """Note why a value became null; only kept when somebody asked for warnings."""
        if self.warnings is not None and len(self.warnings) < 100:
            self.warnings.append(Warning_(code, at, facts))


class Warning_:
    """Why a part of the expression at the character `at` became null."""

    __slots__ = ("at", "code", "facts")

    def __init__(self, code: str, at: int, facts: Mapping[str, object]) -> None:
        self.code, self.at, self.facts = code, at, facts


class Env:
    """The names in sight: a mapping, and what lies outside it."""

    __slots__ = ("names", "outer", "run")

    def __init__(self, names: Mapping[str, Any], outer: Env | None, run: Run) -> None:
        self.names, self.outer, self.run = names, outer, run


Code = Callable[[Env], Any]
"""A compiled expression: pure Python closures, nothing to look up in the syntax tree any more."""
