"""Which step of a diagram an activity of another system is: guessed by name, corrected by people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

ALIKE = 0.75
"""From this likeness of names (0 to 1) on they are taken for the same."""
_NOISE = re.compile(r"[\W_]+")


def guess(activities: Iterable[str], steps: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Activity -> step. `steps`: id -> its names in all languages. What is like no step is left out."""
    known = [(_plain(name), step) for step, names in steps.items() for name in (step, *names) if name]
    found: dict[str, str] = {}
    for activity in activities:
        wanted = _plain(activity)
        likest = max(known, key=lambda one: _likeness(wanted, one[0]), default=None)
        if likest and _likeness(wanted, likest[0]) >= ALIKE:
            found[activity] = likest[1]
    return found


def _plain(name: str) -> str:
    return _NOISE.sub(" ", name.casefold()).strip()


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other).ratio()
