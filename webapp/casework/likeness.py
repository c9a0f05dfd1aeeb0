"""What the loop decides about requests that may be one matter: how far back they are compared, and how alike they are when a
person must say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

from webapp.casework.runtime import Runtime

PROCESS, DECISION = "complaint", "same_matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """`confirm_from`: likeness (0 to 1) from which somebody says whether it is the same matter, before anything else happens. A
    version of the loop that does not decide this compares with everything and asks nobody."""

    since: datetime = datetime(1, 1, 1, tzinfo=UTC)
    confirm_from: float = inf


def likeness(active: Runtime, at: datetime) -> Likeness:
    """For a request of that moment."""
    newest = active.library.newest(PROCESS)
    if DECISION not in newest.decisions:
        return Likeness()
    told = active.engine.ask(newest, DECISION, {}, now=at).value
    return Likeness(since=datetime.fromisoformat(told["since"]), confirm_from=float(told["confirm_from"]))
