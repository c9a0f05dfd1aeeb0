"""Yellow and red cards, from the timers that show them.

A timer called `yellow` or `red` warns about the promise `handle`, whatever the process; `response_overdue` is the answer that a
supervised unit owes. The card goes to the unit whose promise it is. A supervisor's card is a note that says so, and so is its
withdrawal (casework/cards.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine import events as e
from webapp.casework.projections.clocks import timer_ended
from webapp.casework.projections.occasion import Occasion
from webapp.casework.readmodel import Put, ReadModel, Write

CARDS = {"yellow": ("yellow", "handle"), "red": ("red", "handle"), "response_overdue": ("yellow", "response")}
"""Timer -> colour, the promise it is about."""
BY_HAND, PROMISE = "by_hand", "handle"
"""Cause of a card that a supervisor gave, and the promise such a card is about."""


def timer_fired(event: e.TimerFired, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield from timer_ended(event, on, model)
    if event.element in CARDS:
        colour, clock = CARDS[event.element]
        run = max((run for name, run in model.open["clock"] if name == clock), default=None)
        if run is not None:
            promise = model.open["clock"][clock, run]
            yield Put("card", (on.seq,), {
                "colour": colour, "cause": event.element, "clock": clock, "unit": promise["unit"],
                "unit_path": on.units.path(promise["unit"]), "due_at": promise["due_at"], "at": on.at, "reverses": None,
            })  # fmt: skip


def note_added(event: e.NoteAdded, on: Occasion, model: ReadModel) -> Iterator[Write]:
    note = event.note
    if "card" not in note:
        return
    runs = [run for name, run in model.open["clock"] if name == PROMISE]
    due = model.open["clock"][PROMISE, max(runs)]["due_at"] if runs else None
    given = note.get("given_at")
    yield Put("card", (on.seq,), {
        "colour": note["card"], "cause": BY_HAND, "clock": PROMISE, "unit": note["unit"],
        "unit_path": on.units.path(note["unit"]), "due_at": due, "at": datetime.fromisoformat(given) if given else on.at,
        "reverses": note.get("reverses"),
    })  # fmt: skip
