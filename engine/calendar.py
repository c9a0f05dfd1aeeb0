"""The work calendar: an immutable value that adds, subtracts and measures working time.

Moments come and go as aware datetimes, out in UTC; days and office hours are China's (UTC+8, one zone, no summer time since
1991). A day differs from its weekday only where `days` says so; office hours are dated windows. A make-up workday (调休) without
windows of its own keeps the hours of the last weekday before it that has some (a Saturday those of Friday).

The State Council publishes one notice a year. A date that depends on a year whose notice is not in `published_years` is given,
and marked provisional. The last days of December belong to the next year's notice too: it has moved them as early as the 29th."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from types import MappingProxyType
from typing import Literal

from engine.amounts import Amount
from engine.limits import DAY, HOUR, Ends, Limit, Unit
from engine.worktable import Exhausted, Windows, WorkTable

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
_ZERO = datetime(1, 1, 1, tzinfo=SHANGHAI)
_NEXT_NOTICE_REACHES = (12, 26)
_YEARS_TO_SEARCH = 100

DayKind = Literal["workday", "rest", "holiday", "makeup_workday", "local_closure"]
WORKING_KINDS: frozenset[DayKind] = frozenset(("workday", "makeup_workday"))


class NoWorkingTime(ValueError):
    """The calendar has no office hours within a hundred years: it is empty or all of it is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a day is when its weekday does not say it. `windows`: its own office hours, None for the usual ones."""

    kind: DayKind
    windows: Windows | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Office hours on the ISO `weekdays` ("12345"), `effective_from` <= day < `effective_to`. `closes` 00:00 is 24:00."""

    effective_from: date
    effective_to: date | None
    weekdays: str
    opens: time
    closes: time

    def holds(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """`at` in UTC. `provisional`: depends on a year whose notice is not published."""

    at: datetime
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class Calendar:
    name: str
    days: Mapping[date, Day] = field(hash=False)
    windows: tuple[Window, ...]
    published_years: frozenset[int]
    version: str
    _tables: list[WorkTable] = field(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))

    # --- days ---

    def is_workday(self, day: date) -> bool:
        return bool(self.office_hours(day))

    def office_hours(self, day: date) -> Windows:
        """The windows of this day in order; none on a day of rest."""
        special = self.days.get(day)
        if special is None:
            return self._weekly(day, day.isoweekday())
        if special.kind not in WORKING_KINDS:
            return ()
        if special.windows is not None:
            return special.windows
        usual = (self._weekly(day, (day.isoweekday() - back - 1) % 7 + 1) for back in range(7))
        return next(filter(None, usual), ())

    def _weekly(self, day: date, weekday: int) -> Windows:
        return tuple(sorted((w.opens, w.closes) for w in self.windows if str(weekday) in w.weekdays and w.holds(day)))

    # --- due dates ---

    def add(
        self, start: datetime, limit: Limit | str, *, same_day_counts_before: time | None = None, ends: Ends | None = None
    ) -> Due:
        """When a promise made at `start` is due. Keywords override the limit's own terms. Raises InvalidLimit, NoWorkingTime."""
        limit = Limit.parse(limit) if isinstance(limit, str) else limit
        begin, ends = to_local(start), ends or limit.ends
        if limit.unit in ("h", "min"):
            return Due(at=to_utc(begin + limit.parts), provisional=False)
        if limit.unit == "wh":
            return self._due(begin, self.advance_parts(begin, limit.parts, "wh"))
        if limit.unit == "d":
            return self._calendar_days(begin, begin // DAY + limit.parts // DAY, ends, limit.rolls)
        cut_off = same_day_counts_before or limit.today_before
        return self._due(begin, self._ask(lambda t: _working_days(t, begin, limit.parts, ends, cut_off), begin))

    def shift(self, moment: datetime, parts: int, like: Limit) -> Due:
        """`moment` moved by exactly `parts` of the limit's unit, to resume and to extend: what was due at close of business
        stays so. Negative `parts` go back: what was late stays as late."""
        begin = to_local(moment)
        if like.unit == "d":
            return self._calendar_days(begin, (begin - 1) // DAY + parts // DAY, like.ends, like.rolls, late=parts < 0)
        if like.unit == "wd" and like.ends == "midnight":
            days = -(-parts // DAY)
            return self._due(begin, self._ask(lambda t: _end_of_day(t.close_of(t.days_before(begin // DAY) + days - 1)), begin))
        then = self.advance_parts(begin, parts, like.unit)
        return self._due(begin, then) if like.unit in ("wd", "wh") else Due(at=to_utc(then), provisional=False)

    def subtract(self, moment: datetime, limit: Limit | str) -> datetime:
        """The moment one `limit` earlier (UTC), e.g. one working day before a due date; calendar days keep the time of day."""
        limit = Limit.parse(limit) if isinstance(limit, str) else limit
        return to_utc(self.advance_parts(to_local(moment), -limit.parts, limit.unit))

    # --- measures ---

    def measure(self, begin: datetime, end: datetime, unit: Unit, ends: Ends = "close") -> int:
        """Time from `begin` to `end` in parts of the unit, negative when `end` is earlier. Calendar days, and working days that
        end at midnight, are whole: a day is consumed when it is over."""
        a, b = to_local(begin), to_local(end)
        if unit in ("h", "min"):
            return b - a
        if unit == "d":
            return ((b - 1) // DAY - (a - 1) // DAY) * DAY
        if unit == "wh":
            return self._ask(lambda t: t.worked(b) - t.worked(a), a, b)
        if ends == "midnight":
            return self._ask(lambda t: (t.days_before(b // DAY) - t.days_before(a // DAY)) * DAY, a, b)
        return self._ask(lambda t: t.position(b) - t.position(a), a, b)

    def elapsed(self, begin: datetime, end: datetime, unit: Unit) -> Amount:
        return self.amount(self.measure(begin, end, unit), unit, begin)

    def lateness(self, due: datetime, now: datetime, unit: Unit) -> Amount:
        """How late `now` is; negative: so much is left."""
        return self.elapsed(due, now, unit)

    def amount(self, parts: int, unit: Unit, near: datetime) -> Amount:
        """Put words on parts; `near` says which working day's length counts."""
        if unit != "wd":
            return Amount(parts=parts, unit=unit)
        where = to_local(near)
        return Amount(parts=parts, unit=unit, day=self._ask(lambda t: t.length_near(where // DAY), where))

    # --- inside ---

    def advance_parts(self, begin: int, parts: int, unit: Unit) -> int:
        """Local microseconds in and out; see to_local."""
        if unit not in ("wd", "wh"):
            return begin + parts
        if parts == 0:
            return begin
        if unit == "wd":
            return self._ask(lambda t: t.when_position(t.position(begin) + parts), begin)
        if parts > 0:
            return self._ask(lambda t: t.when_worked(t.worked(begin) + parts), begin)
        return self._ask(lambda t: t.when_worked_latest(t.worked(begin) + parts), begin)

    def _calendar_days(self, begin: int, ordinal: int, ends: Ends, rolls: bool, late: bool = False) -> Due:
        """The end of day `ordinal`; close of business only of a working day, and not one that is past unless `late`."""

        def end(table: WorkTable) -> int:
            day = table.working_day_from(ordinal) if rolls else ordinal
            close = table.close_of(table.days_before(day)) if table.is_workday(day) else 0
            return close if ends == "close" and (late or begin <= close) else (day + 1) * DAY

        due = self._ask(end, begin, ordinal * DAY)
        return self._due(begin, due) if rolls or ends == "close" else Due(at=to_utc(due), provisional=False)

    def _due(self, begin: int, due: int) -> Due:
        return Due(at=to_utc(due), provisional=not self.published(begin, due - 1))

    def published(self, begin: int, end: int) -> bool:
        """Whether all notices between two local moments are known."""
        first, last = date.fromordinal(min(begin, end) // DAY).year, date.fromordinal(max(begin, end) // DAY)
        last_year = last.year + ((last.month, last.day) >= _NEXT_NOTICE_REACHES)
        return all(year in self.published_years for year in range(first, last_year + 1))

    def _ask(self, question: Callable[[WorkTable], int], *moments: int) -> int:
        """Answer from the table, made or widened first where needed."""
        low, high = min(moments) // DAY, max(moments) // DAY
        table = self._tables[-1] if self._tables else None
        if table is None or low <= table.first or high >= table.end - 1:
            table = self._make_table(low, high)
        for years in range(1, _YEARS_TO_SEARCH, 4):
            try:
                return question(table)
            except Exhausted:
                table = self._make_table(low - years * 366, high + years * 366)
        raise NoWorkingTime(self.name)

    def _make_table(self, low: int, high: int) -> WorkTable:
        years = self.published_years or {date.fromordinal(low).year}
        first = min(min(years), date.fromordinal(low).year) - 1
        last = max(max(years), date.fromordinal(high).year) + 2
        self._tables[:] = [WorkTable(date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal(), self.office_hours)]
        return self._tables[-1]


def to_local(moment: datetime) -> int:
    """Microseconds in the calendar's zone, counted so that `// DAY` is the date's ordinal."""
    passed = moment - _ZERO
    return ((passed.days + 1) * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def to_utc(local: int) -> datetime:
    return (_ZERO + timedelta(microseconds=local - DAY)).astimezone(UTC)


def _working_days(table: WorkTable, begin: int, parts: int, ends: Ends, cut_off: time | None) -> int:
    """The starting day is not counted; part of a working day is counted from the moment (or from the last whole day's end)."""
    ordinal, (whole, share) = begin // DAY, divmod(parts, DAY)
    counted = table.days_before(ordinal + 1)
    in_office = table.is_workday(ordinal) and begin <= table.close_of(counted - 1)
    if in_office and (not parts or (cut_off is not None and begin % DAY < _since_midnight(cut_off))):
        counted -= 1
    if share:
        return table.when_position((table.position(begin) if not whole else (counted + whole) * DAY) + share)
    due = table.close_of(counted + max(whole, 1) - 1)
    return due if ends == "close" else _end_of_day(due)


def _end_of_day(local: int) -> int:
    """24:00 of the day that `local` belongs to; 00:00 belongs to the day before."""
    return -(-local // DAY) * DAY


def _since_midnight(at: time) -> int:
    return at.hour * HOUR + at.minute * HOUR // 60
