"""Test verbs: what an expression gives, written as FEEL would write it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from engine.feel import FeelError, compile
from engine.feel.text import written

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def value(source: str, names: tuple[str, ...] = (), **context: Any) -> Any:
    """As Python value, at Monday 2026-03-02 noon UTC."""
    return compile(source, names=names).evaluate(context, now=NOON)


def gives(source: str, names: tuple[str, ...] = (), **context: Any) -> str:
    """As FEEL text."""
    return written(value(source, names, **context))


def ending(work: Callable[[], object]) -> object:
    """What the work gives, or the code of the typed error in which it ends. Any other exception goes through."""
    try:
        return work()
    except FeelError as error:
        return f"refused: {error.code}"
