"""In what a story has to say something else, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.scenarios.failures import Unmet

EXPECTED, ADDED, MOVED, DROPPED = "expected", "added", "moved", "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`step` counts from 1 with all parts written out, as in Failure. `kind`:
    expected   an expectation, or the answer of a decision, under the keys `path`: `old` is not so, `new` is
    added      after the step comes another one, `new`: work that the changed process asks for, done
    moved      the moment of an `at`, from `old` to `new`: a timer that falls due on the way is due at another time
    dropped    the step `old` is left out: its element or decision is not there any more"""

    kind: str
    step: int
    path: tuple[str, ...] = ()
    old: Any = None
    new: Any = None

    def plain(self) -> dict[str, Any]:
        """JSON; `of` reads it again."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Change:
        """From what `plain` gave."""
        return cls(**{**plain, "path": tuple(plain["path"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """`stuck`: why the story cannot be brought to its end all the same, and at which `step`; empty: it plays with the changes."""

    changes: tuple[Change, ...]
    stuck: tuple[Unmet, ...] = ()
    step: int = 0
