"""Text in a model that is evaluated: FEEL after an equals sign, otherwise the text itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from engine import feel
from engine.feel.temporal import DateTime


class Evaluable(Protocol):
    """Something with a value in a context. `free`: the names that it takes from there."""

    @property
    def free(self) -> frozenset[str]: ...

    def evaluate(self, context: Mapping[str, Any], *, now: datetime | DateTime | None = None) -> Any:
        """Its value. Errors: FeelError."""


class Constant:
    """Text that stands for itself."""

    __slots__ = ("value",)
    free: frozenset[str] = frozenset()

    def __init__(self, value: str) -> None:
        self.value = value

    def evaluate(self, context: Mapping[str, Any], *, now: datetime | DateTime | None = None) -> str:
        return self.value


@lru_cache(maxsize=4096)
def formula(source: str) -> Evaluable:
    """FEEL, with or without the equals sign. Errors: FeelSyntaxError."""
    return feel.compile(source)


def evaluable(source: str | None) -> Evaluable | None:
    """FEEL when it begins with an equals sign, else the text. None or blank: nothing there."""
    if source is None or not source.strip():
        return None
    return formula(source) if source.lstrip().startswith("=") else Constant(source.strip())
