"""Conditions of a diagram must say exactly true or false: a text "false" or a null would otherwise take a way silently."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.feel.errors import FeelError
from engine.feel.expression import Expression


def holds(expression: Expression, context: Mapping[str, Any], *, now: datetime | None = None) -> bool:
    """Raises FeelError not_boolean for anything but true and false; FeelLimit."""
    value = expression.evaluate(context, now=now)
    if value is True or value is False:
        return value is True
    raise FeelError("not_boolean", value="null" if value is None else repr(value))
