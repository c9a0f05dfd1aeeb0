"""A story told again from its record: each recorded event that answers a command gives the command back; the engine must then say
the very same things, and end in the very same state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from engine import commands as c
from engine import events as e
from engine.engine import Engine
from engine.state import CaseState

Record = Sequence[tuple[datetime, e.Event]]


def tell_again(engine: Engine, record: Record, *, case_id: int, number: str) -> CaseState:
    """Errors: AssertionError where the second telling differs."""
    state: CaseState | None = None
    told = 0
    while told < len(record):
        moment, first = record[told]
        step = engine.handle(state, command_behind(first), now=moment, case_id=case_id, number=number)
        recorded = tuple(event for _, event in record[told : told + len(step.events)])
        assert step.events == recorded, f"after {first}"
        state, told = step.state, told + len(step.events)
    assert state is not None
    return state


def command_behind(event: e.Event) -> c.Command:
    """Of the commands that scenarios give."""
    return _BEHIND[type(event)](event)


def _fire(event: Any) -> c.Command:
    return c.FireTimers(command_id="again")


_BEHIND: dict[type[e.Event], Callable[[Any], c.Command]] = {
    e.CaseStarted: lambda x: c.StartCase(command_id="again", process=x.process, file=x.file, message=x.message),
    e.TaskCompleted: lambda x: c.CompleteTask(command_id="again", task=x.task, answers=x.answers, assignee=x.assignee),
    e.JobCompleted: lambda x: c.CompleteJob(command_id="again", job=x.job, result=x.result),
    e.MessageReceived: lambda x: c.CorrelateMessage(command_id="again", name=x.name, payload=x.payload),
    e.ClockBreached: _fire,
    e.TimerFired: _fire,
}
