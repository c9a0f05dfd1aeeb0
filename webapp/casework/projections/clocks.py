"""Promises, their ledger, the dates at which something must happen, and the list of what ran late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from engine import events as e
from webapp.casework.projections import flags
from webapp.casework.projections.occasion import Occasion
from webapp.casework.readmodel import Drop, Put, ReadModel, Write
from webapp.casework.recorded import encode


def timer_scheduled(event: e.TimerScheduled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield _arm("timer", str(event.timer), event.due_at)


def timer_ended(event: e.TimerFired | e.TimerCancelled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield _arm("timer", str(event.timer), None)


def clock_started(event: e.ClockStarted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("clock", (event.clock, event.run), {
        "time_limit": event.limit, "calendar": event.calendar, "unit": event.unit, "phase": event.phase, "state": "running",
        "started_at": on.at, "due_at": event.due_at, "provisional": event.provisional, "breached_at": None, "excused": False,
        "stopped_at": None, "on_time": None,
    })  # fmt: skip
    yield _arm("clock", event.clock, event.due_at)
    yield _ledger(event, on)


def clock_paused(event: e.ClockPaused, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("clock", (event.clock, event.run), {"state": "paused", "due_at": None, "provisional": False})
    yield _arm("clock", event.clock, None)
    yield _ledger(event, on)
    yield from flags.clocks_stand(model)


def clock_resumed(event: e.ClockResumed, on: Occasion, model: ReadModel) -> Iterator[Write]:
    if event.due_at is not None:  # else another reason still holds it
        yield Put("clock", (event.clock, event.run), {
            "state": "running", "due_at": event.due_at, "provisional": event.provisional,
        })  # fmt: skip
        yield _arm_unless_broken(event.clock, event.run, event.due_at, model)
    yield _ledger(event, on)
    yield from flags.clocks_stand(model)


def clock_moved(event: e.ClockExtended | e.ClockRegraded | e.ClockRecomputed, on: Occasion, model: ReadModel) -> Iterator[Write]:
    columns = {"due_at": event.due_at, "provisional": event.provisional, "excused": event.excused}
    if isinstance(event, e.ClockRecomputed):
        columns["calendar"] = event.calendar
    elif isinstance(event, e.ClockRegraded):
        columns["time_limit"] = event.limit
    yield Put("clock", (event.clock, event.run), columns)
    if (event.clock, event.run) in model.open["clearance_entry"]:
        yield Put("clearance_entry", (event.clock, event.run), {"excused": event.excused})
    yield _arm_unless_broken(event.clock, event.run, event.due_at, model)
    yield _ledger(event, on)


def clock_breached(event: e.ClockBreached, on: Occasion, model: ReadModel) -> Iterator[Write]:
    first = model.open["clock"].get((event.clock, event.run), {}).get("breached_at")
    yield Put("clock", (event.clock, event.run), {"breached_at": first or event.due_at, "excused": False})
    if (event.clock, event.run) in model.open["clearance_entry"]:  # it was excused and is late again
        yield Put("clearance_entry", (event.clock, event.run), {"excused": False})
    else:
        yield Put("clearance_entry", (event.clock, event.run), {
            "unit": event.unit, "unit_path": on.units.path(event.unit), "phase": event.phase, "due_at": event.due_at,
            "listed_at": on.at, "level": 0, "excused": False, "stopped_at": None, "cleared_at": None, "outcome": None,
        })  # fmt: skip
    yield _arm("clock", event.clock, None)
    yield _ledger(event, on)


def clock_stopped(event: e.ClockStopped, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("clock", (event.clock, event.run), {"state": "stopped", "stopped_at": on.at, "on_time": event.on_time})
    if (event.clock, event.run) in model.open["clearance_entry"]:
        yield Put("clearance_entry", (event.clock, event.run), {"stopped_at": on.at})
    yield _arm("clock", event.clock, None)
    yield _ledger(event, on)
    yield from flags.clocks_stand(model)


def escalation_raised(event: e.EscalationRaised, on: Occasion, model: ReadModel) -> Iterator[Write]:
    """A code ending in a digit ("supervision_3") is the level of supervision its late promises have reached."""
    level = event.code[-1:]
    if level.isdigit():
        for key, row in tuple(model.open["clearance_entry"].items()):
            if int(level) > row["level"]:
                yield Put("clearance_entry", key, {"level": int(level)})


def _arm(kind: str, name: str, due_at: datetime | None) -> Write:
    return Drop("due_timer", (kind, name)) if due_at is None else Put("due_timer", (kind, name), {"due_at": due_at})


def _arm_unless_broken(clock: str, run: int, due_at: datetime | None, model: ReadModel) -> Write:
    """A promise is broken once; what was excused can be broken again."""
    row = model.open["clock"].get((clock, run))
    return _arm("clock", clock, None if row and row["breached_at"] and not row["excused"] else due_at)


def _ledger(event: Any, on: Occasion) -> Write:
    data = {name: value for name, value in encode(event).items() if name not in {"clock", "run"}}
    return Put("clock_event", (on.seq,), {
        "name": event.clock, "run": event.run, "kind": type(event).__name__, "at": on.at, "actor": on.actor, "data": data,
    })  # fmt: skip
