"""The stored clocks of a case. Most commands touch one of them: only that one is unpacked and packed again, the others are
read in their stored form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.calendar import SHANGHAI
from engine.clocks import Clock, member_of
from engine.feel.numbers import from_int
from engine.feel.temporal import Date, DateTime, Time
from engine.feel.values import Context, List

_AT = {field.name: place for place, field in enumerate(fields(Clock))}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOCAL_EPOCH = _EPOCH.astimezone(SHANGHAI).replace(tzinfo=None)
_OFFSET = 8 * 3600
_MICROSECOND = timedelta(microseconds=1)


class Shelf:
    """By name, in the order in which the names first appeared; of each name only the last run is kept. A name with a slash is
    a member of a series (engine.clocks)."""

    def __init__(self, stored: list[list[Any]], touched: list[str]) -> None:
        """`touched` hears of every change."""
        self._touched = touched
        self._rows = {row[0]: row for row in stored}
        self._clocks: dict[str, Clock] = {}
        self._changed: set[str] = set()
        self._shown: dict[str, Context] = {}
        self._view: Context | None = None

    def get(self, name: str) -> Clock | None:
        """The last run of this name."""
        if name not in self._clocks and name in self._rows:
            self._clocks[name] = Clock.from_list(self._rows[name])
        return self._clocks.get(name)

    def put(self, clock: Clock) -> None:
        """A clock changed, or is new."""
        self._rows.setdefault(clock.name, [])
        self._clocks[clock.name] = clock
        self._changed.add(clock.name)
        self._touched.append("clock")
        self._shown.pop(clock.name, None)
        self._view = None

    def members(self, name: str) -> list[str]:
        """The clock of this name, or every clock of this series."""
        return [known for known in self._rows if known == name or member_of(known)[0] == name]

    def open(self) -> Iterator[Clock]:
        """Clocks that run or stand still."""
        for name in list(self._rows):
            if name in self._clocks or self._rows[name][_AT["state"]] != "stopped":
                clock = self.get(name)
                if clock is not None and clock.open:
                    yield clock

    def due(self, now: datetime) -> Iterator[Clock]:
        """Open clocks whose due date has come, breached before or not."""
        limit = (now - _EPOCH) // _MICROSECOND
        for name, row in list(self._rows.items()):
            if name not in self._changed and (row[_AT["state"]] != "running" or row[_AT["due_at"]] > limit):
                continue
            clock = self.get(name)
            if clock is not None and clock.open and clock.due_at is not None and clock.due_at <= now:
                yield clock

    def stored(self) -> list[list[Any]]:
        """For the state."""
        return [self._clocks[name].to_list() if name in self._changed else row for name, row in self._rows.items()]

    def view(self) -> Context:
        """`clock` in FEEL: name -> due, started, limit, state, breached, run, unit; moments in local time. A series is the list
        of its clocks, each with its `member`."""
        if self._view is None:
            shown: dict[str, Any] = {}
            for name in self._rows:
                if name not in self._shown:
                    clock = self._clocks.get(name)
                    self._shown[name] = _show_row(self._rows[name]) if clock is None else _show(clock)
                series, member = member_of(name)
                if member is None:
                    shown[name] = self._shown[name]
                else:
                    shown.setdefault(series, List()).append(Context({**self._shown[name], "member": member}))
            self._view = Context(shown)
        return self._view


def _show(clock: Clock) -> Context:
    return Context(
        due=_local(clock.due_at),
        started=_local(clock.started_at),
        limit=clock.limit,
        state=clock.state,
        breached=clock.breached_at is not None,
        run=from_int(clock.run),
        unit=clock.unit,
    )


def _show_row(row: list[Any]) -> Context:
    due, breached = row[_AT["due_at"]], len(row) > _AT["breached_at"] and row[_AT["breached_at"]] is not None
    return Context(
        due=None if due is None else _moment(due),
        started=_moment(row[_AT["started_at"]]),
        limit=row[_AT["limit"]],
        state=row[_AT["state"]],
        breached=breached,
        run=from_int(row[_AT["run"]]),
        unit=row[_AT["unit"]],
    )


def _local(moment: datetime | None) -> DateTime | None:
    return None if moment is None else _moment((moment - _EPOCH) // _MICROSECOND)


def _moment(micros: int) -> DateTime:
    """Microseconds since 1970 on the local clock; straight to FEEL, because this is done for every clock at every command."""
    t = _LOCAL_EPOCH + timedelta(microseconds=micros)
    return DateTime(Date(t.year, t.month, t.day), Time(t.hour, t.minute, t.second, t.microsecond * 1000, _OFFSET))
