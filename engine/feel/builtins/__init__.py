"""The functions of the standard. Importing this package registers all of them; `BUILTINS` is the whole list."""

from engine.feel.builtins import (
    boolean,
    contexts,
    conversion,
    dates,
    lists,
    numeric,
    ordering,
    ranges,
    statistics,
    strings,
)
from engine.feel.builtins.registry import BUILTINS

__all__ = [
    "BUILTINS",
    "boolean",
    "contexts",
    "conversion",
    "dates",
    "lists",
    "numeric",
    "ordering",
    "ranges",
    "statistics",
    "strings",
]
