"""The only wall clock of the product. Tests and simulations travel with `at`; nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_traveller: Traveller | None = None


class Traveller:
    """A stopped clock that moves only when told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = _aware(moment)

    def move(self, by: timedelta) -> datetime:
        """Go forward (or back) and say where we are."""
        self.moment += by
        return self.moment

    def go(self, moment: datetime) -> datetime:
        """Jump to a moment."""
        self.moment = _aware(moment)
        return self.moment


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _traveller.moment if _traveller else datetime.now(UTC)  # noqa: TID251 - this is the place all others are sent to


@contextmanager
def at(moment: datetime) -> Iterator[Traveller]:
    """Stop the clock at `moment` (aware) for the whole process; nested uses restore the outer one."""
    global _traveller
    before = _traveller
    _traveller = Traveller(moment)
    try:
        yield _traveller
    finally:
        _traveller = before


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)
