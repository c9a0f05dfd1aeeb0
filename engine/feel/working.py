"""The namespace `working`: working time under a calendar, which models need and the standard does not have.

Moments are dates and times, dates, or their ISO texts (as case files hold them); without a zone they are China's. Limits are
texts such as "3wd" or "2wh" (see engine.limits). Null in, null out; a text that is no moment or limit is an error, never null."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.calendar import SHANGHAI, Calendar, Due
from engine.feel.boundary import leave
from engine.feel.errors import FeelError
from engine.feel.functions import function
from engine.feel.run import Run
from engine.feel.temporal import reading
from engine.feel.values import Function
from engine.limits import PARTS, InvalidLimit, Unit

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`signature` as documented; the names of its parameters are those of the function. With `needs_now`, the moment of the
    evaluation is the last argument."""

    signature: str
    doc: str
    make: Callable[[Calendar], Callable[..., Any]]
    needs_now: bool = False

    @property
    def name(self) -> str:
        return self.signature.partition("(")[0].removeprefix("working.")

    @property
    def parameters(self) -> tuple[str, ...]:
        inside = self.signature.partition("(")[2].removesuffix(")")
        return tuple(part.partition(":")[0].strip("[") + ("?" if part.startswith("[") else "") for part in inside.split(", "))


ENTRIES = (
    Entry(
        signature="working.add(from: date and time, limit: string)",
        doc="When a promise of this limit, made at this moment, is due.",
        make=lambda calendar: lambda start, limit: _due(calendar, start, limit).at.astimezone(SHANGHAI),
    ),
    Entry(
        signature="working.provisional(from: date and time, limit: string)",
        doc="Whether that due date depends on a holiday notice that is not published yet.",
        make=lambda calendar: lambda start, limit: _due(calendar, start, limit).provisional,
    ),
    Entry(
        signature="working.subtract(from: date and time, limit: string)",
        doc="The moment one limit earlier, e.g. one working day before a due date.",
        make=lambda calendar: lambda start, limit: _limited(calendar.subtract, start, limit).astimezone(SHANGHAI),
    ),
    Entry(
        signature="working.between(from: date and time, to: date and time, unit: string)",
        doc='The time from one moment to the other in "wd", "wh", "h", "min" or "d"; negative when the other is earlier.',
        make=lambda calendar: lambda start, end, unit: _between(calendar, start, end, unit),
    ),
    Entry(
        signature="working.is workday(date: date)",
        doc="Whether there are office hours on this day.",
        make=lambda calendar: lambda day: calendar.is_workday(_day(day)),
    ),
    Entry(
        signature="working.is open(at: date and time)",
        doc="Whether this moment lies in office hours.",
        make=lambda calendar: lambda at: _is_open(calendar, _moment(at)),
    ),
    Entry(
        signature="working.next workday(date: date)",
        doc="The first working day after this day.",
        make=lambda calendar: lambda day: _next(calendar, _day(day), DAY),
    ),
    Entry(
        signature="working.previous workday(date: date)",
        doc="The last working day before this day.",
        make=lambda calendar: lambda day: _next(calendar, _day(day), -DAY),
    ),
    Entry(
        signature="working.left(due: date and time, unit: string)",
        doc="The time left at the moment of the evaluation, as working.between gives it; negative when it is late.",
        make=lambda calendar: lambda due, unit, now: _between(calendar, now, due, unit),
        needs_now=True,
    ),
)


def working_functions(calendar: Calendar) -> dict[str, Function]:
    """The namespace, to be placed under the name `working` in the context of an expression."""
    return {entry.name: _function(entry, _careful(entry.make(calendar))) for entry in ENTRIES}


def _function(entry: Entry, call: Callable[..., Any]) -> Function:
    name = f"working.{entry.name}"
    if not entry.needs_now:
        return function(name, entry.parameters, call)

    def with_now(run: Run, values: Sequence[Any]) -> Any:
        inner = function(name, (*entry.parameters, "now"), call)
        return inner.call(run, (*values, run.now))

    return Function(name=name, names=entry.parameters, call=with_now)


def _careful(call: Callable[..., Any]) -> Callable[..., Any]:
    """Null in, null out."""
    return lambda *arguments: None if any(argument is None for argument in arguments) else call(*arguments)


def _due(calendar: Calendar, start: Any, limit: Any) -> Due:
    return _limited(calendar.add, start, limit)  # type: ignore[no-any-return]


def _limited(ask: Callable[[datetime, str], Any], start: Any, limit: Any) -> Any:
    if not isinstance(limit, str):
        raise InvalidLimit(f"not a limit: {limit!r}")
    return ask(_moment(start), limit)


def _between(calendar: Calendar, start: Any, end: Any, unit: Any) -> Decimal:
    if unit not in PARTS:
        raise InvalidLimit(f"not a unit: {unit!r} (wd, wh, h, min, d)")
    known: Unit = unit
    return Decimal(calendar.measure(_moment(start), _moment(end), known)) / PARTS[known]


def _is_open(calendar: Calendar, at: datetime) -> bool:
    local = at.astimezone(SHANGHAI)
    hour = local.time()
    return any(opens <= hour and (hour < closes or closes == time.min) for opens, closes in calendar.office_hours(local.date()))


def _next(calendar: Calendar, day: date, step: timedelta) -> date:
    for _ in range(366):
        day += step
        if calendar.is_workday(day):
            return day
    raise FeelError("function_failed", name="working", reason="no working day within a year")


def _moment(value: Any) -> datetime:
    """A date is its first moment."""
    if isinstance(value, str):
        value = leave(reading.date_time(value))
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
    raise ValueError("not a date and time")


def _day(value: Any) -> date:
    """A moment is its day in China."""
    return _moment(value).astimezone(SHANGHAI).date()
