"""Functions on dates, and the two that ask what time it is."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, civil

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@builtin("now()")
def now(run: Run) -> DateTime | None:
    """The moment of the evaluation: the same however often it is asked."""
    return run.now


@builtin("today()")
def today(run: Run) -> Date | None:
    """The date of the evaluation."""
    return run.now and run.now.date


@builtin("day of week(date: date | date and time)")
def day_of_week(run: Run, date: Date | DateTime) -> str:
    """The English name of the day."""
    return DAYS[civil.weekday(_date(date).days) - 1]


@builtin("month of year(date: date | date and time)")
def month_of_year(run: Run, date: Date | DateTime) -> str:
    """The English name of the month."""
    return MONTHS[_date(date).month - 1]


@builtin("day of year(date: date | date and time)")
def day_of_year(run: Run, date: Date | DateTime) -> Decimal:
    """1 January is 1."""
    day = _date(date)
    return Decimal(day.days - Date(day.year, 1, 1).days + 1)


@builtin("week of year(date: date | date and time)")
def week_of_year(run: Run, date: Date | DateTime) -> Decimal:
    """The week by ISO 8601."""
    return Decimal(civil.iso_week(*_date(date)))


def _date(value: Date | DateTime) -> Date:
    return value.date if type(value) is DateTime else value  # type: ignore[return-value]
