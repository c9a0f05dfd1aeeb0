"""A run becomes a scenario: its steps as they were taken, and after them what was seen, as what is to be expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import work as w
from engine.scenarios.expectations import differences, local
from engine.scenarios.world import Case, World

ACTS = frozenset(("start", "complete", "job", "failed", "message", "fire", "at"))
"""Verbs after which the open work is worth saying."""


def open_now(case: Case) -> dict[str, Any]:
    """What people have before them now."""
    return {"open": sorted(f"{t.element}@{t.unit}" for t in case.work if isinstance(t, w.UserTask))}


def seen_at_the_end(world: World, case: Case) -> dict[str, Any]:
    """Everything that a change of the model should not change unnoticed."""
    wanted: dict[str, Any] = open_now(case)
    found: dict[str, Any] = {
        "jobs": None, "waits": None, "phase": None,
        "clocks": {name: _kept(promise) for name, promise in case.promises.by_name.items()},
        **({} if case.open else {"outcome": None}),
    }  # fmt: skip
    for key, value in found.items():
        unmet = [one.facts for one in differences(world, case, {key: value}, 0) if one.kind == "differs"]
        wanted[key] = unmet[0]["found"] if unmet else value
    return wanted


def _kept(promise: Any) -> dict[str, Any]:
    """Of a promise: its limit, and when it is due or whether it was kept."""
    known: Mapping[str, Any] = {"state": promise.state, "unit": promise.unit, "limit": promise.limit, "run": promise.run}
    ending = {"on_time": promise.on_time} if promise.state == "stopped" else {"due": local(promise.due)}
    return {**known, **ending, "breached": promise.breached}
