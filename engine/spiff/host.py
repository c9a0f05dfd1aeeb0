"""What nodes may ask of the engine while a command is handled. Implemented by engine.handling.turn; tests may bring their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from engine.diagram import Element
from engine.expressions import Evaluable


class Host(Protocol):
    """Everything outside the tokens: expressions, the case file, clocks, events, numbers."""

    now: datetime
    touched: list[str]
    """Names whose values changed while the command was handled, in order; `clock` for any clock."""

    def evaluate(self, expression: Evaluable, local: Mapping[str, Any]) -> Any:
        """A value of the FEEL domain."""

    def entered(self, element: Element, local: Mapping[str, Any]) -> None:
        """A token arrived: phase and clocks."""

    def left(self, element: Element, local: Mapping[str, Any]) -> None:
        """A token goes on: clocks."""

    def write(self, element: Element, changes: Mapping[str, Any], local: dict[str, Any] | None) -> None:
        """Set top-level entries of the case file, or of `local` inside a multi-instance."""

    def decide(self, element: Element, local: Mapping[str, Any]) -> Any:
        """The result of the decision that the element calls."""

    def due(self, expression: Evaluable | None, local: Mapping[str, Any]) -> str | None:
        """A moment as ISO text in UTC (engine.moments.iso), or None when the expression is null or absent."""

    def read(self, name: str, local: Mapping[str, Any]) -> Any:
        """A local or an entry of the case file, as it is stored."""

    def nearest(self, unit: str, role: str) -> str:
        """The unit at or above `unit` where somebody holds `role`."""

    def number(self) -> int:
        """The next number for open work."""

    def escalated(self, element: Element, code: str) -> None:
        """An escalation was thrown."""

    def sent(self, element: Element, name: str, payload: Mapping[str, Any]) -> None:
        """A message leaves the case."""
