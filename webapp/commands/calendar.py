"""`bihuan calendar`: the yearly notice, closures, office hours, and why something is due when it is."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from engine.calendar import SHANGHAI, Calendar, DayKind
from engine.holidays import InvalidNotice, standard_notices
from engine.limits import DAY, Limit
from engine.worktable import Windows
from webapp.calendars import days as special_days
from webapp.calendars import spans
from webapp.calendars.daylist import Days, days_between
from webapp.calendars.days import STANDARD, Change, SpecialDay, import_notice, set_days
from webapp.calendars.explanation import Entry, NoSuchClock, explain
from webapp.calendars.hours import set_hours
from webapp.calendars.loading import load
from webapp.calendars.recomputing import order
from webapp.commands.opening import opened

DATE = click.DateTime(["%Y-%m-%d"])
CALENDAR = click.option("--calendar", "name", default=STANDARD, show_default=True, help="Which work calendar.")
KINDS = ("workday", "rest", "holiday", "makeup_workday", "local_closure")


@click.group()
def calendar() -> None:
    """Working days, holidays, office hours, due dates."""


@calendar.command("import")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--standard", is_flag=True, help="The notices that come with the product, for a calendar of your own.")
@CALENDAR
def import_(files: tuple[Path, ...], standard: bool, name: str) -> None:
    """Import yearly notices of public holidays (JSON); open clocks are computed again."""
    if not files and not standard:
        raise click.UsageError("Name at least one file, or --standard.")
    with opened().take() as connection:
        for notice in (*(standard_notices() if standard else ()), *files):
            try:
                say_change(import_notice(connection, notice, calendar=name))
            except InvalidNotice as refused:
                raise click.ClickException(f"{notice}: {refused}") from refused


@calendar.command()
@click.argument("first", type=DATE)
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--until", type=DATE, help="Last day, when there are several.")
@click.option("--hours", "opening", help='Office hours of these days only, e.g. "08:30-12:00".')
@click.option("--name", "title", help="What people call it.")
@click.option("--because", required=True, help="Who decided it, and where it is written.")
@CALENDAR
def day(
    first: datetime, kind: DayKind, until: datetime | None, opening: str | None, title: str | None, because: str, name: str
) -> None:
    """Close, open or shorten days: a typhoon, a half day."""
    count = ((until or first) - first).days + 1
    if count < 1:
        raise click.UsageError("--until is before the first day.")
    windows = read_hours(opening) if opening else None
    days = [SpecialDay(day=first.date() + timedelta(n), kind=kind, name=title, windows=windows) for n in range(count)]
    with opened().take() as connection:
        say_change(set_days(connection, name, days, source=because))


@calendar.command()
@click.argument("since", type=DATE)
@click.argument("opening", metavar="SPANS")
@click.option("--until", type=DATE, help="First day on which the old hours are back.")
@click.option("--weekdays", default="12345", show_default=True, help="1 is Monday.")
@CALENDAR
def hours(since: datetime, opening: str, until: datetime | None, weekdays: str, name: str) -> None:
    """Change office hours from a day on: SPANS like "08:30-12:00,15:00-18:00", or "closed"."""
    if not re.fullmatch("[1-7]+", weekdays):
        raise click.UsageError("--weekdays are digits from 1 (Monday) to 7.")
    windows = () if opening == "closed" else read_hours(opening)
    with opened().take() as connection:
        set_hours(connection, name, weekdays, windows, since=since.date(), until=until.date() if until else None)
    click.echo(f"{name}: new office hours from {since:%Y-%m-%d}; open clocks are being computed again")


@calendar.command()
@CALENDAR
def recompute(name: str) -> None:
    """Compute all open clocks again; changes nothing where the due date is right."""
    with opened().take() as connection:
        order(connection, name, since=date.min, reason="asked by the operator")
    click.echo(f"{name}: open clocks are being computed again")


@calendar.command()
@click.argument("year", type=click.IntRange(1990, 2100))
@CALENDAR
def show(year: int, name: str) -> None:
    """The special days and office hours of a year."""
    with opened().take() as connection:
        known = _calendar(load(connection), name)
        names = special_days.names(connection, name)
    begin, end = (datetime(y, 1, 1, tzinfo=SHANGHAI) for y in (year, year + 1))
    official = "official" if year in known.published_years else "provisional: the notice is not published here"
    working = sum(known.is_workday(begin.date() + timedelta(n)) for n in range((end - begin).days))
    click.echo(f"{name} {year}  {official}  {working} working days  version {known.version}")
    hours = Counter(known.office_hours(begin.date() + timedelta(n)) for n in range((end - begin).days))
    for windows, count in hours.most_common():
        if windows:
            click.echo(f"  {spans.spell(windows)}  on {count} days")
    for each in days_between(known, begin, end, names):
        if each.first in known.days:
            click.echo(f"  {spell_days(each):<30} {each.kind:<15} {each.name}".rstrip())


@calendar.command("explain")
@click.argument("case_number")
@click.argument("clock")
def explain_(case_number: str, clock: str) -> None:
    """Why CLOCK of a case is due when it is; exit code 1 when its ledger does not add up."""
    with opened().take() as connection:
        try:
            runs = explain(connection, case_number, clock)
        except NoSuchClock as missing:
            raise click.ClickException(str(missing)) from missing
        names = special_days.names(connection, runs[0][0].clock.calendar)
    for entries in runs:
        first = entries[0].clock
        click.echo(f"{case_number}  {clock}  run {first.run}  {first.limit}  calendar {first.calendar}  unit {first.unit}")
        for entry in entries:
            say_entry(entry, names)
    if not all(entry.agrees for entries in runs for entry in entries):
        raise click.ClickException("the ledger does not agree with the calendars")


def say_change(change: Change) -> None:
    what = f"notice of {change.year}" if change.year else f"{len(change.days)} days"
    if not change.days:
        click.echo(f"{change.calendar}: {what} is known already")
        return
    corrected = f", {len(change.corrected)} of them corrections" if change.corrected else ""
    click.echo(f"{change.calendar}: {what}: wrote {len(change.days)} days{corrected}; open clocks are being computed again")


def say_entry(entry: Entry, names: dict[date, str]) -> None:
    """One line per entry, and the days counted below those that set a due date."""
    kind = re.sub("(?<=[a-z])(?=[A-Z])", " ", entry.kind).split()[-1].lower()
    notes = [str(entry.data[key]) for key in ("by", "remaining", "elapsed", "reason") if entry.data.get(key)]
    due = entry.clock.due_at
    if due and "due_at" in entry.data:
        notes.append(f"due {spell_moment(due)}" + (" (provisional)" if entry.clock.provisional else ""))
    if not entry.agrees:
        notes.append(f"RECORDED AS {entry.data['due_at']}")
    click.echo(f"{spell_moment(entry.at)}  {kind}  {'; '.join(notes)}".rstrip())
    limit = Limit.parse(entry.clock.limit)
    if due and entry.kind in ("ClockStarted", "ClockResumed", "ClockRecomputed") and limit.unit in ("wd", "wh", "d"):
        counts_days = entry.clock.resumed_with is None and limit.unit == "wd" and not limit.parts % DAY
        number = 0
        for each in days_between(entry.calendar, entry.clock.since, due, names):
            starts = each.first == entry.clock.since.astimezone(SHANGHAI).date()
            number += each.is_workday and not (starts and counts_days and limit.today_before is None)
            count = f"day {number}" if counts_days and each.is_workday and number else ""
            worked = f"{each.worked // 60}:{each.worked % 60:02}" if each.worked and not counts_days else ""
            title = " ".join(filter(None, (each.kind if each.first in entry.calendar.days else "", each.name)))
            click.echo(f"    {spell_days(each):<30} {count or worked:<7} {title}".rstrip())


def spell_days(days: Days) -> str:
    first = f"{days.first:%a %Y-%m-%d}"
    return first if days.first == days.last else f"{first} .. {days.last:%a %m-%d}"


def spell_moment(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%a %Y-%m-%d %H:%M}"


def read_hours(text: str) -> Windows:
    """ "08:30-12:00,13:30-17:30" -> windows in order."""
    try:
        return spans.read(text)
    except ValueError as wrong:
        raise click.UsageError(f"not office hours, in order: {text!r} (example: 08:30-12:00,13:30-17:30)") from wrong


def _calendar(known: dict[str, Calendar], name: str) -> Calendar:
    if name not in known:
        raise click.ClickException(f"there is no calendar {name!r}; known: {', '.join(known)}")
    return known[name]
