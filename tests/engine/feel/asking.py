"""Test verbs: what an expression gives, written as FEEL would write it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from engine.feel import compile
from engine.feel.text import written

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def value(source: str, names: tuple[str, ...] = (), **context: Any) -> Any:
    """As Python value, at Monday 2026-03-02 noon UTC."""
    return compile(source, names=names).evaluate(context, now=NOON)


def gives(source: str, names: tuple[str, ...] = (), **context: Any) -> str:
    """As FEEL text."""
    return written(value(source, names, **context))
