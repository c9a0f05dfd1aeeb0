"""The rows of figure_promise: each run of the clocks that are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.boards.facts.material import CLOCKS, Material, day_of
from webapp.casework.flags import Flag


def promise_facts(of: Material) -> list[dict[str, Any]]:
    return [fact for name in CLOCKS for fact in _runs(of, of.clocks(name))]


def _runs(of: Material, runs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    given_back, turns, found = len(of.row["returns"] or ()), 0, []
    for position, clock in enumerate(runs):
        is_order = position == 0 or runs[position - 1]["unit"] != clock["unit"]
        turns += is_order
        is_last = position == len(runs) - 1
        found.append({
            **of.shared, "clock": clock["name"], "run": clock["run"], "unit": clock["unit"],
            "excluded": of.shared["excluded"] or _is_waiting_on_the_ledger(of, clock),
            "started_on": day_of(clock["started_at"]),
            "due_on": day_of(clock["last_due"] or clock["due_at"] or clock["stopped_at"] or clock["started_at"]),
            "decided": clock["stopped_at"] is not None or clock["breached_at"] is not None, "kept": bool(clock["on_time"]),
            "standing": is_last, "is_order": is_order, "returned": turns <= given_back,
            "reached": of.row["reached"] if is_last else None,
        })  # fmt: skip
    return found


def _is_waiting_on_the_ledger(of: Material, clock: Mapping[str, Any]) -> bool:
    """A request on hold leaves the on-time statistics (domain B.7); what was done before it was put there stays."""
    return bool(of.row["flags"] & Flag.ON_HOLD) and clock["stopped_at"] is None
