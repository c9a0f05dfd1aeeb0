"""Marks of a case, from the entries of its file that every process spells alike, from its clocks, and from messages.

A diagram that sets `reopened` (rounds), `returns`, `co_units` (lists) or `hold` (anything or null) gets the marks without a word
of code; a restricted case is one whose facts name a compartment or a unit it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine import events as e
from webapp.casework.flags import Flag
from webapp.casework.projections.occasion import Occasion
from webapp.casework.readmodel import Put, ReadModel, Write

ENTRIES = {"reopened": Flag.REOPENED, "hold": Flag.ON_HOLD, "co_units": Flag.CO_HANDLING, "returns": Flag.RETURNED}
"""Entry of the case file -> the mark it sets while it holds anything but null, 0 or an empty list."""


def of_file(file: Mapping[str, Any]) -> int:
    """The marks a new case begins with."""
    return sum(flag for name, flag in ENTRIES.items() if file.get(name))


def file_changed(event: e.FileChanged, on: Occasion, model: ReadModel) -> Iterator[Write]:
    changed = {name: event.changes[name] for name in ENTRIES if name in event.changes}
    if changed:
        yield from _set(model, (_now(model) & ~sum(ENTRIES[name] for name in changed)) | of_file(changed))


def restricted(model: ReadModel) -> Iterator[Write]:
    """After the facts changed."""
    is_restricted = model.case.get("compartment") or model.case.get("about_unit")
    yield from _set(model, _now(model) | Flag.RESTRICTED if is_restricted else _now(model) & ~Flag.RESTRICTED)


def message_received(event: e.MessageReceived, on: Occasion, model: ReadModel) -> Iterator[Write]:
    if event.name == "requester_chased":
        yield from _set(model, _now(model) | Flag.CHASED)


def handled(model: ReadModel) -> Iterator[Write]:
    """A step of handling was done: whoever chased has been heard."""
    yield from _set(model, _now(model) & ~Flag.CHASED)


def clocks_stand(model: ReadModel) -> Iterator[Write]:
    """After a clock was paused, went on or ended."""
    stands = any(row["state"] == "paused" for row in model.open["clock"].values())
    yield from _set(model, _now(model) | Flag.SUSPENDED if stands else _now(model) & ~Flag.SUSPENDED)


def _now(model: ReadModel) -> int:
    return int(model.case.get("flags") or 0)


def _set(model: ReadModel, flags: int) -> Iterator[Write]:
    if flags != _now(model):
        yield Put("case", (), {"flags": int(flags)})
        for key in tuple(model.open["work_item"]):
            yield Put("work_item", key, {"flags": int(flags)})
