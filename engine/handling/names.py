"""The names that FEEL finds in a process: the case file, and what the engine adds. Only what an expression asks for is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from engine.calendar import SHANGHAI
from engine.definition import Definition
from engine.handling.clockwork import Clockwork
from engine.handling.surroundings import Surroundings
from engine.state import CaseState


class Names:
    """`case` {number, process, opened_at, status} · `clock` {name: ...} · `policy` {name: value} · `working` and `org`
    functions. They go over entries of the file; locals of a loop go over both."""

    def __init__(
        self, definition: Definition, surroundings: Surroundings, state: CaseState, now: datetime, clocks: Clockwork
    ) -> None:
        self.definition, self.surroundings, self.state = definition, surroundings, state
        self.now = now
        self.clocks = clocks
        self._made: dict[str, Any] = {}

    def of(self, names: Iterable[str], file: Mapping[str, Any], local: Mapping[str, Any]) -> dict[str, Any]:
        """The context of an expression that takes these names."""
        found = {}
        for name in names:
            if name in local:
                found[name] = local[name]
            elif name in RESERVED:
                found[name] = self._own(name)
            elif name in file:
                found[name] = file[name]
        return found

    def own(self) -> dict[str, Any]:
        """All that the engine adds."""
        return {name: self._own(name) for name in RESERVED}

    def _own(self, name: str) -> Any:
        if name == "clock":
            return self.clocks.view()
        if name not in self._made:
            self._made[name] = _MAKERS[name](self)
        return self._made[name]

    def _case(self) -> dict[str, Any]:
        state = self.state
        return {
            "number": state.number, "process": self.definition.key, "status": state.status,
            "opened_at": state.opened_at.astimezone(SHANGHAI),
        }

    def _policy(self) -> dict[str, Any]:
        return {**self.definition.policy(self.now), **self.surroundings.policy(self.definition.key, self.now)}

    def _working(self) -> dict[str, Any]:
        calendar = self.surroundings.calendars.get(self.definition.calendar)
        return {} if calendar is None else self.surroundings.working(calendar)

    def _org(self) -> dict[str, Any]:
        return self.surroundings.org()


_MAKERS: dict[str, Callable[[Names], Any]] = {
    "case": Names._case,
    "policy": Names._policy,
    "working": Names._working,
    "org": Names._org,
}
RESERVED = frozenset((*_MAKERS, "clock"))
