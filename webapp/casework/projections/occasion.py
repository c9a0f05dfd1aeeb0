"""What an event does not say itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from webapp.casework.readmodel import ReadModel, Write


class Units(Protocol):
    """What projections ask of the tree of units."""

    def tier(self, unit: str) -> str | None: ...
    def path(self, unit: str) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where an event stands in the history and who caused it."""

    seq: int
    at: datetime
    actor: str
    units: Units


UnitsAt = Callable[[datetime], Units]
"""The tree as it was at a moment (aware)."""

Projection = Callable[[Any, Occasion, ReadModel], Iterator[Write]]
"""Event, occasion and the read models so far -> rows."""
