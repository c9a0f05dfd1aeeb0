"""Kinds of incidents in families that have words: what happened, and what to do about it."""

from __future__ import annotations

from engine.feel.errors import SENTENCES

KNOWN = (
    "no_way_out", "uncaught", "uncaught_error", "job_failed", "nobody_there", "decision_unclear", "bad_timer", "invalid_limit",
    "reserved_name", "limit", "deadlock", "not_boolean",
)  # fmt: skip
"""Kinds of the engine with words of their own (`incident-cause-...`, `incident-remedy-...`)."""
DATA, MODEL, OUTSIDE = "data", "model", "outside"
WHERE_TO_REPAIR: dict[str, tuple[str, ...]] = {
    "no_way_out": (DATA, MODEL), "not_boolean": (DATA, MODEL), "bad_timer": (DATA, MODEL), "expression": (DATA, MODEL),
    "decision_unclear": (MODEL, DATA), "invalid_limit": (MODEL, DATA), "nobody_there": (OUTSIDE, DATA),
    "uncaught_error": (OUTSIDE, MODEL), "job_failed": (OUTSIDE,), "uncaught": (MODEL,), "reserved_name": (MODEL,),
    "limit": (MODEL,), "deadlock": (MODEL,), "program": (MODEL,),
}  # fmt: skip
"""Cause -> where it is repaired, most likely first: entries of the case file, the model, or outside (a service, the seats)."""


def cause_of(kind: str) -> str:
    """A key of WHERE_TO_REPAIR."""
    if kind in KNOWN:
        return kind
    return "expression" if kind in SENTENCES else "program"
