"""The handling of one command: what the tokens may ask for, and what they leave behind (events, file, clocks, numbers)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from engine import events as e
from engine import feel
from engine.calendar import SHANGHAI
from engine.clocks import member
from engine.definition import Definition
from engine.diagram import ClockAction, Element
from engine.directory import is_within
from engine.errors import ReservedName
from engine.expressions import Evaluable
from engine.feel.boundary import date_time
from engine.handling.clockwork import Clockwork
from engine.handling.decisions import explain
from engine.handling.names import RESERVED, Names
from engine.handling.shelf import Shelf
from engine.handling.surroundings import Surroundings
from engine.moments import iso
from engine.state import CaseState, Content


class NobodyThere(LookupError):
    """No unit at or above holds the role that the task is for."""


class Turn:
    """Implements engine.spiff.host.Host."""

    def __init__(
        self, definition: Definition, surroundings: Surroundings, state: CaseState, content: Content, now: datetime
    ) -> None:
        self.definition = definition
        self.surroundings = surroundings
        self.now = now
        self.local_now = now.astimezone(SHANGHAI)
        self.feel_now = date_time(self.local_now)
        self.events: list[e.Event] = []
        self.told: set[int] = set()
        self.touched: list[str] = []
        self.content = content
        self.file: Mapping[str, Any] = state.file
        self.clocks = Clockwork(Shelf(content.clocks, self.touched), surroundings.calendars, now, self.events)
        self.names = Names(definition, surroundings, state, now, self.clocks.shelf)

    def follow(self, definition: Definition) -> None:
        """From here on the case is of this version."""
        self.definition = definition
        self.names = Names(definition, self.surroundings, self.names.state, self.now, self.clocks.shelf)

    # --- expressions ---

    def evaluate(self, expression: Evaluable, local: Mapping[str, Any]) -> Any:
        return expression.evaluate(self.names.of(expression.free, self.file, local), now=self.feel_now)

    def due(self, expression: Evaluable | None, local: Mapping[str, Any]) -> str | None:
        value = None if expression is None else self.evaluate(expression, local)
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time())
        if value is None:
            return None
        if not isinstance(value, datetime):
            raise TypeError(f"{value!r} is not a date and time")
        return iso(value if value.tzinfo is not None else value.replace(tzinfo=SHANGHAI))

    def read(self, name: str, local: Mapping[str, Any]) -> Any:
        return local.get(name, self.file.get(name))

    # --- the case file ---

    def write(self, element: Element, changes: Mapping[str, Any], local: dict[str, Any] | None) -> None:
        changes = {name: feel.plain(value) for name, value in changes.items()}
        if taken := RESERVED & changes.keys():
            raise ReservedName(names=sorted(taken))
        if local is not None:
            local.update(changes)
            self.touched += changes
            return
        self.put(changes)
        self.events.append(e.FileChanged(element=element.id, changes=changes))

    def put(self, changes: Mapping[str, Any]) -> None:
        """Without an event: the event that brought the changes tells them."""
        self.touched += changes
        self.file = {**self.file, **changes}

    # --- on the way of a token ---

    def entered(self, element: Element, local: Mapping[str, Any]) -> None:
        if element.phase is not None and element.phase != self.content.phase:
            self.content.phase = element.phase
            self.events.append(e.PhaseEntered(phase=element.phase, element=element.id))
        self._clock_actions(element, "enter", local)

    def left(self, element: Element, local: Mapping[str, Any]) -> None:
        self._clock_actions(element, "leave", local)

    def _clock_actions(self, element: Element, when: str, local: Mapping[str, Any]) -> None:
        for action in element.clocks:
            if action.when == when:
                self._clock_action(element, action, local)

    def _clock_action(self, element: Element, action: ClockAction, local: Mapping[str, Any]) -> None:
        """One clock; without `of`, all clocks of a series."""
        name = action.name if action.of is None else member(action.name, self._text(action.of, local))
        if action.do == "start":
            limit, unit = self._text(action.limit, local), self._text(action.unit, local)
            self.clocks.start(name, limit, unit, element.phase, self.definition.calendar)
            return
        for one in self.clocks.shelf.members(name):
            self._move_clock(element, action, one, local)

    def _move_clock(self, element: Element, action: ClockAction, name: str, local: Mapping[str, Any]) -> None:
        clocks, reason = self.clocks, self._text(action.reason, local) or element.id
        if action.do == "stop":
            clocks.stop(name)
        elif clocks.is_open(name):
            if action.do == "pause":
                clocks.pause(name, reason)
            elif action.do == "resume":
                clocks.resume(name, reason)
            elif action.do == "extend":
                clocks.extend(name, self._text(action.by, local), reason)

    def _text(self, source: str | None, local: Mapping[str, Any]) -> str:
        expression = self.definition.evaluable(source)
        value = None if expression is None else self.evaluate(expression, local)
        return "" if value is None else str(value)

    def decide(self, element: Element, local: Mapping[str, Any]) -> Any:
        decision, dated = self.surroundings.decision(self.definition, element.decision or "", self.now)
        context = self.names.of(decision.model.free(decision.id), self.file, local)
        result = decision.model.evaluate(decision.id, context, now=self.local_now)
        value = feel.plain(result.value)
        inputs, rules = explain(result)
        self.events.append(
            e.DecisionTaken(
                element=element.id,
                decision=decision.id,
                version=decision.version,
                inputs=inputs,
                outputs=value,
                rules=rules,
                dated={use.decision: dated[use.decision] for use in result.trace.tables if use.decision in dated}
                if dated
                else {},
            )
        )
        return value

    def nearest(self, unit: str, role: str) -> str:
        if not isinstance(unit, str):
            raise TypeError(f"{unit!r} is not the code of a unit")
        start = self._outside(unit)
        found = None if start is None else self._near(start, role)
        if found is None:
            raise NobodyThere(f"nobody at or above {unit!r} is {role!r}")
        return found

    def _near(self, unit: str, role: str) -> str | None:
        """A restricted case (`compartment` in its file) goes where somebody is cleared for it, if anybody is."""
        compartment, directory = self.file.get("compartment"), self.surroundings.directory
        cleared = directory.nearest_cleared(unit, role, compartment) if isinstance(compartment, str) and compartment else None
        return cleared or directory.nearest(unit, role)

    def _outside(self, unit: str) -> str | None:
        """A case that complains about a unit (`about_unit` in its file) never lands there or below, but with the unit above."""
        about, directory = self.file.get("about_unit"), self.surroundings.directory
        if not isinstance(about, str) or not about or not is_within(directory, unit, about):
            return unit
        return directory.superior(about)

    def number(self) -> int:
        self.content.last += 1
        return self.content.last

    def escalated(self, element: Element, code: str) -> None:
        self.events.append(e.EscalationRaised(element=element.id, code=code, phase=element.phase))

    def sent(self, element: Element, name: str, payload: Mapping[str, Any]) -> None:
        self.events.append(
            e.MessageSent(
                element=element.id, name=name, payload=feel.plain(dict(payload)), link=element.link or "", start=element.starts
            )
        )
