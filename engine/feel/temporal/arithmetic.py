"""Adding, subtracting and scaling of dates, times and durations. None where FEEL defines nothing."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from engine.feel.numbers import CONTEXT
from engine.feel.temporal import civil, zones
from engine.feel.temporal.values import DAY, NANO, Date, DateTime, DaysTime, Time, YearsMonths, moment

MOST_MONTHS = 10**18
MOST_NANOS = 10**18 * NANO


def add_months(day: Date, months: int) -> Date | None:
    """The same day of another month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not -civil.YEARS <= year <= civil.YEARS:
        return None
    return Date(year, month + 1, min(day.day, civil.month_length(year, month + 1)))


def add_nanos(at: Date | Time | DateTime, nanos: int) -> Date | Time | DateTime | None:
    """A date counts from its midnight and loses the time of the result; a time turns round at midnight."""
    if type(at) is Date:
        shifted = moment(at.days * DAY + nanos // NANO, 0, None)
        return shifted and shifted.date
    if type(at) is Time:
        total = (at.seconds * NANO + at.nano + nanos) % (DAY * NANO)
        seconds = total // NANO
        return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, total % NANO, at.zone)
    assert type(at) is DateTime
    zone = at.time.zone
    total = at.local_seconds * NANO + at.time.nano + nanos
    if isinstance(zone, str):  # where the clocks change in between, the elapsed time counts, not the hands
        total -= (at.offset or 0) * NANO
        total += zones.offset_at(zone, total // NANO) * NANO
    return moment(total // NANO, total % NANO, zone)


def between(later: Date | DateTime, earlier: Date | DateTime) -> DaysTime | None:
    """later - earlier. A date alone counts as its midnight in UTC; a local and a zoned moment cannot be compared."""
    if type(later) is Date and type(earlier) is Date:
        return DaysTime((later.days - earlier.days) * DAY * NANO)
    a, b = _midnight(later), _midnight(earlier)
    if (a.time.zone is None) != (b.time.zone is None):
        return None
    return DaysTime((a.seconds - b.seconds) * NANO + a.time.nano - b.time.nano)


def _midnight(at: Date | DateTime) -> DateTime:
    return DateTime(at, Time(0, 0, 0, 0, 0)) if type(at) is Date else at  # type: ignore[return-value]


def between_times(later: Time, earlier: Time) -> DaysTime | None:
    if (later.zone is None) != (earlier.zone is None):
        return None
    change = 0 if later.zone == earlier.zone else time_offset(later) - time_offset(earlier)
    return DaysTime((later.seconds - earlier.seconds - change) * NANO + later.nano - earlier.nano)


def time_offset(at: Time) -> int:
    """Seconds east of UTC. A time has no date, so a named zone counts as it does in winter, on 1 January 1970."""
    return 0 if at.zone is None else zones.offset(at.zone, 1970, 1, 1, at.seconds)


def months_between(start: Date, end: Date) -> YearsMonths:
    """Whole months from `start` to `end`; negative when `end` is earlier."""
    if end < start:
        return YearsMonths(-months_between(end, start).months)
    return YearsMonths((end.year - start.year) * 12 + end.month - start.month - (end.day < start.day))


def scale(duration: DaysTime | YearsMonths, factor: Decimal) -> DaysTime | YearsMonths | None:
    """Months and nanoseconds are cut off to whole ones."""
    count = duration[0]
    product = int(CONTEXT.multiply(Decimal(count), factor).to_integral_value(ROUND_DOWN))
    return _checked(type(duration), product)


def divide(duration: DaysTime | YearsMonths, divisor: Decimal) -> DaysTime | YearsMonths | None:
    quotient = int(CONTEXT.divide(Decimal(duration[0]), divisor).to_integral_value(ROUND_DOWN))
    return _checked(type(duration), quotient)


def plus(a: DaysTime | YearsMonths, count: int) -> DaysTime | YearsMonths | None:
    return _checked(type(a), a[0] + count)


def _checked(kind: type[DaysTime] | type[YearsMonths], count: int) -> DaysTime | YearsMonths | None:
    most = MOST_NANOS if kind is DaysTime else MOST_MONTHS
    return kind(count) if -most <= count <= most else None
