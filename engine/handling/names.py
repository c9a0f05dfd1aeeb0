"""The names that FEEL finds in a process: the case file, and what the engine adds. Only what an expression asks for is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from engine.calendar import SHANGHAI
from engine.definition import Definition
from engine.feel.boundary import date_time, enter
from engine.feel.run import Run
from engine.feel.values import Context
from engine.handling.shelf import Shelf
from engine.handling.surroundings import Surroundings
from engine.state import CaseState


class Names:
    """`case` {number, process, opened_at, status} · `clock` {name: ...} · `policy` {name: value} · `working` and `org`
    functions. They go over entries of the file; locals of a loop go over both."""

    def __init__(
        self, definition: Definition, surroundings: Surroundings, state: CaseState, now: datetime, clocks: Shelf
    ) -> None:
        self.definition, self.surroundings, self.state = definition, surroundings, state
        self.now = now
        self.clocks = clocks
        self._made: dict[str, Any] = {}
        self._entered: dict[str, tuple[Any, Any]] = {}

    def of(self, names: Iterable[str], file: Mapping[str, Any], local: Mapping[str, Any]) -> dict[str, Any]:
        """The context of an expression or a decision that takes these names."""
        found = {}
        for name in names:
            if name in local:
                found[name] = local[name]
            elif name in RESERVED:
                found[name] = self._own(name)
            elif name in file:
                found[name] = self._enter(name, file[name])
        return found

    def _enter(self, name: str, value: Any) -> Any:
        """Lists and contexts become FEEL's once per command, not once per expression."""
        if not isinstance(value, dict | list):
            return value
        known = self._entered.get(name)
        if known is None or known[0] is not value:
            known = self._entered[name] = (value, enter(value, Run()))
        return known[1]

    def _own(self, name: str) -> Any:
        if name == "clock":
            return self.clocks.view()
        if name not in self._made:
            self._made[name] = _MAKERS[name](self)
        return self._made[name]

    def _case(self) -> Context:
        state = self.state
        opened = date_time(state.opened_at.astimezone(SHANGHAI))
        return Context(number=state.number, process=self.definition.key, status=state.status, opened_at=opened)

    def _policy(self) -> Context:
        return self.surroundings.entered(self.surroundings.in_force(self.definition, self.now))

    def _working(self) -> Context:
        calendar = self.surroundings.calendars.get(self.definition.calendar)
        return Context() if calendar is None else self.surroundings.working(calendar)

    def _org(self) -> Context:
        return self.surroundings.org()


_MAKERS: dict[str, Callable[[Names], Any]] = {
    "case": Names._case,
    "policy": Names._policy,
    "working": Names._working,
    "org": Names._org,
}
RESERVED = frozenset((*_MAKERS, "clock"))
