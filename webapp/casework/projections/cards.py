"""Yellow and red cards, from the timers that show them.

A timer called `yellow` or `red` warns about the promise `handle`, whatever the process; `response_overdue` is the answer that a
supervised unit owes. The card goes to the unit whose promise it is."""

from __future__ import annotations

from collections.abc import Iterator

from engine import events as e
from webapp.casework.projections.clocks import timer_ended
from webapp.casework.projections.occasion import Occasion
from webapp.casework.readmodel import Put, ReadModel, Write

CARDS = {"yellow": ("yellow", "handle"), "red": ("red", "handle"), "response_overdue": ("yellow", "response")}
"""Timer -> colour, the promise it is about."""


def timer_fired(event: e.TimerFired, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield from timer_ended(event, on, model)
    if event.element in CARDS:
        colour, clock = CARDS[event.element]
        run = max((run for name, run in model.open["clock"] if name == clock), default=None)
        if run is not None:
            promise = model.open["clock"][clock, run]
            yield Put("card", (on.seq,), {
                "colour": colour, "cause": event.element, "clock": clock, "unit": promise["unit"],
                "unit_path": on.units.path(promise["unit"]), "due_at": promise["due_at"], "at": on.at,
            })  # fmt: skip
