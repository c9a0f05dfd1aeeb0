"""What an event waits for. An armed trigger is a short list kept with the token: number of open work, due date, rounds left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.diagram import EventDefinition
from engine.expressions import Evaluable, evaluable, formula
from engine.moments import iso
from engine.spiff.host import Host

Armed = list[Any]
"""[number, due (ISO, UTC) or None, rounds left or None, what it last fired for or None]; empty for triggers without open work."""

_CYCLE = re.compile(r"R(\d*)/(?:([^P/][^/]*)/)?(P[^/]+)")


class BadTimer(ValueError):
    """The timer gives neither a date and time nor a duration nor a cycle."""


class Trigger:
    """Waits for a named or coded thing from outside the token."""

    def __init__(self, event: EventDefinition) -> None:
        self.event = event
        self.opens = event.kind in ("message", "timer")
        """Whether what it waits for is open work, with a number."""

    def arm(self, turn: Host, local: Mapping[str, Any]) -> Armed:
        return [turn.number(), None] if self.opens else []

    def catches(self, kind: str, what: str | None) -> bool:
        """`what`: name of a message or signal, code of an error or escalation; None stands for a catcher of all codes."""
        if kind != self.event.kind:
            return False
        return (self.event.name if kind in ("message", "signal") else self.event.code) == what

    def spent(self, armed: Armed) -> bool:
        """Whether it can never fire again."""
        return False

    def succeeds(self, before: Trigger) -> bool:
        """Whether it waits on for what `before`, of another version of the diagram, waited for."""
        return type(self) is type(before) and self.event.kind == before.event.kind

    def carry(self, before: Trigger, armed: Armed, turn: Host, local: Mapping[str, Any]) -> Armed:
        """What was armed by `before`, as it stands in this version: numbers stay."""
        return armed


class Condition(Trigger):
    """Fires when an expression becomes exactly true because something it takes changed; for time alone there are timers."""

    def __init__(self, event: EventDefinition) -> None:
        super().__init__(event)
        self.expression = formula(event.expression or "")

    def arm(self, turn: Host, local: Mapping[str, Any]) -> Armed:
        return [False]

    def carry(self, before: Trigger, armed: Armed, turn: Host, local: Mapping[str, Any]) -> Armed:
        return armed if self.event.expression == before.event.expression else [False]

    def rises(self, armed: Armed, turn: Host, local: Mapping[str, Any]) -> bool:
        """Look again; true at the moment of change."""
        before, armed[0] = armed[0], turn.evaluate(self.expression, local) is True
        return armed[0] and not before


class Timer(Trigger):
    """Has a due date."""

    def arm(self, turn: Host, local: Mapping[str, Any]) -> Armed:
        return [turn.number(), self.first(turn, local)]

    def first(self, turn: Host, local: Mapping[str, Any]) -> str | None:
        raise NotImplementedError

    def fired(self, armed: Armed, turn: Host) -> None:
        """It fired: by default for good."""
        armed[1] = None

    def catches(self, kind: str, what: str | None) -> bool:
        return False

    def spent(self, armed: Armed) -> bool:
        return armed[1] is None


class DateTimer(Timer):
    """A date and time, or null for not armed. Moves with what its expression depends on, and may fire again for a later date."""

    def __init__(self, event: EventDefinition) -> None:
        super().__init__(event)
        expression = evaluable(event.expression)
        if expression is None:
            raise BadTimer("a timer without an expression")
        self.expression = expression

    def first(self, turn: Host, local: Mapping[str, Any]) -> str | None:
        return turn.due(self.expression, local)

    def refresh(self, armed: Armed, turn: Host, local: Mapping[str, Any]) -> None:
        """Look again, after every step."""
        due = turn.due(self.expression, local)
        last = armed[2] if len(armed) > 2 else None
        armed[1] = None if due is not None and last is not None and due <= last else due

    def fired(self, armed: Armed, turn: Host) -> None:
        armed[2:] = [armed[1]]
        armed[1] = None

    def spent(self, armed: Armed) -> bool:
        return False


class DurationTimer(Timer):
    """A time after arrival."""

    def __init__(self, event: EventDefinition) -> None:
        super().__init__(event)
        self.span = _span(event.expression)

    def first(self, turn: Host, local: Mapping[str, Any]) -> str | None:
        return _after(turn, turn.now, turn.evaluate(self.span, local))

    def carry(self, before: Trigger, armed: Armed, turn: Host, local: Mapping[str, Any]) -> Armed:
        """Another duration counts from when the old one did."""
        if not isinstance(before, DurationTimer) or self.event.expression == before.event.expression or armed[1] is None:
            return armed
        spans = {"due": datetime.fromisoformat(armed[1]), "old": turn.evaluate(before.span, local)}
        return [armed[0], turn.due(_EXCHANGE, {**spans, "new": turn.evaluate(self.span, local)})]


class CycleTimer(Timer):
    """`R3/PT1H`: again and again. What was missed while nobody looked is caught up once, not once per round."""

    def __init__(self, event: EventDefinition) -> None:
        super().__init__(event)
        self.expression = evaluable(event.expression)

    def arm(self, turn: Host, local: Mapping[str, Any]) -> Armed:
        rounds, start, span = self.said(turn, local)
        due = start or _after(turn, turn.now, turn.evaluate(_span(span), {}))
        return [turn.number(), due, rounds, span]

    def said(self, turn: Host, local: Mapping[str, Any]) -> tuple[int | None, str | None, str]:
        """(how often, None for ever; the first time, None for one span from now; the span). Errors: BadTimer."""
        text = turn.evaluate(self.expression, local) if self.expression is not None else None
        match = _CYCLE.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise BadTimer(f"not a cycle such as R3/PT1H: {text!r}")
        rounds, start, span = match.groups()
        return int(rounds) if rounds else None, turn.due(formula(f'date and time("{start}")'), {}) if start else None, span

    def carry(self, before: Trigger, armed: Armed, turn: Host, local: Mapping[str, Any]) -> Armed:
        """Another cycle counts the rounds that were, and beats on from the last of them: what it would have told meanwhile,
        had it been drawn so before, is not told now. Rounds of a cycle without an end are not counted by one that has."""
        if not isinstance(before, CycleTimer) or self.event.expression == before.event.expression or armed[1] is None:
            return armed
        (drawn, _, _), (rounds, start, span) = before.said(turn, local), self.said(turn, local)
        if rounds is not None and drawn is not None:
            rounds = max(rounds - (drawn - armed[2]), 0)
        if rounds == 0:
            return [armed[0], None, 0, span]
        length = turn.evaluate(_span(span), {})
        spans = {"due": datetime.fromisoformat(armed[1]), "old": turn.evaluate(_span(armed[3]), {}), "new": length}
        due = start or turn.due(_EXCHANGE, spans)
        return [armed[0], due if due is not None and due > iso(turn.now) else _next(turn, due, length), rounds, span]

    def fired(self, armed: Armed, turn: Host) -> None:
        if armed[2] is not None:
            armed[2] -= 1
        if armed[2] == 0:
            armed[1] = None
            return
        armed[1] = _next(turn, armed[1], turn.evaluate(_span(armed[3]), {}))


def trigger(event: EventDefinition) -> Trigger:
    """The trigger of an event definition. Errors: BadTimer, FeelSyntaxError."""
    if event.kind == "timer":
        kinds = {"date": DateTimer, "duration": DurationTimer, "cycle": CycleTimer}
        if event.timer is None or not event.expression:
            raise BadTimer("a timer without an expression")
        return kinds[event.timer](event)
    return Condition(event) if event.kind == "conditional" else Trigger(event)


def _span(text: str | None) -> Evaluable:
    if text is not None and text.lstrip().startswith("="):
        return formula(text)
    if text is None or not re.fullmatch(r"P[0-9YMWDTHS.]+", text.strip()):
        raise BadTimer(f"not a duration such as P5D: {text!r}")
    return formula(f'duration("{text.strip()}")')


_SUM = formula("start + span")
_EXCHANGE = formula("due - old + new")


def _next(turn: Host, due: str | None, span: Any) -> str:
    """The first time after now of a cycle that was due at `due`."""
    for _ in range(10_000 if due is not None else 0):
        due = _after(turn, datetime.fromisoformat(str(due)), span)
        if due > iso(turn.now):
            return due
    return _after(turn, turn.now, span)


def _after(turn: Host, start: datetime, span: Any) -> str:
    """`start` plus a duration of the FEEL domain."""
    due = turn.due(_SUM, {"start": start, "span": span})
    if due is None or due <= iso(start):
        raise BadTimer(f"not a positive duration: {span!r}")
    return due


__all__ = ["BadTimer", "Condition", "CycleTimer", "DateTimer", "DurationTimer", "Timer", "Trigger", "trigger"]
