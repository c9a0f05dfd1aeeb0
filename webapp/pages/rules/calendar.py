"""The work calendar in the browser: the days of a year, the yearly notice, closures, office hours. A change computes open clocks
again by itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.calendar import SHANGHAI
from engine.errors import Rejection
from engine.holidays import InvalidNotice
from engine.now import now
from webapp.calendars import days as special_days
from webapp.calendars import spans
from webapp.calendars.daylist import days_between
from webapp.calendars.days import STANDARD, SpecialDay, import_notice, set_days
from webapp.calendars.hours import set_hours
from webapp.calendars.loading import load
from webapp.casework.reasons import given
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.rules.blueprint import may_keep_calendar, pages
from webapp.pages.texts import t

KINDS = ("local_closure", "holiday", "makeup_workday", "workday", "rest")
HOLIDAYS = {
    "元旦": "new-year", "春节": "spring-festival", "清明节": "tomb-sweeping", "劳动节": "labour", "端午节": "dragon-boat",
    "中秋节": "mid-autumn", "国庆节": "national-day",
}  # fmt: skip
"""Name in the notices of the State Council -> the end of its key in the catalogues."""
LARGEST_NOTICE = 200_000
LONGEST = 60
"""Days that one entry may change."""


@pages.get("/calendar")
def calendar() -> ResponseReturnValue:
    """The year ?year=, this one if not given."""
    this = now().astimezone(CITY_TIME).year
    typed = request.args.get("year", "")
    year = int(typed) if typed.isdecimal() and 1990 <= int(typed[:5]) <= 2100 else this
    with connections.take() as connection:
        known, names = load(connection)[STANDARD], special_days.names(connection, STANDARD)
    begin, end = (datetime(one, 1, 1, tzinfo=SHANGHAI) for one in (year, year + 1))
    each = [begin.date() + timedelta(n) for n in range((end - begin).days)]
    hours = Counter(known.office_hours(day) for day in each if known.is_workday(day))
    return render_template(
        "rules/calendar.html", year=year, official=year in known.published_years, working=sum(map(known.is_workday, each)),
        special=[one for one in days_between(known, begin, end, names) if one.first in known.days], kinds=KINDS,
        hours=[(spans.spell(windows), count) for windows, count in hours.most_common() if windows], may_keep=may_keep_calendar(),
        today=now().astimezone(CITY_TIME).date(), name_of_day=_name_of_day,
    )  # fmt: skip


def _name_of_day(name: str) -> str:
    """Public holidays in the reader's language; what a city named itself, as it named it."""
    parts = name.split("、")
    return t("calendar-names-joined").join(t(f"calendar-day-{HOLIDAYS[part]}") if part in HOLIDAYS else part for part in parts)


@pages.post("/calendar/notice")
def take_notice() -> ResponseReturnValue:
    """The yearly notice of public holidays as a file."""
    _require()
    file = request.files.get("file")
    content = file.read(LARGEST_NOTICE + 1) if file else b""
    try:
        if not content or len(content) > LARGEST_NOTICE:
            raise InvalidNotice("no file")
        with connections.take() as connection:
            change = import_notice(connection, content, by=me().actor.label)
    except InvalidNotice as refused:
        flash(t("calendar-notice-wrong", why=str(refused)), "bad")
        return redirect(url_for(".calendar"), 303)
    flash(
        t("calendar-notice-taken" if change.days else "calendar-notice-known", year=str(change.year), n=len(change.days)), "good"
    )
    return redirect(url_for(".calendar", year=change.year), 303)


@pages.post("/calendar/days")
def change_days() -> ResponseReturnValue:
    """Close, open or shorten days."""
    _require()
    typed, first = request.form, None
    try:
        first = date.fromisoformat(typed.get("first", ""))
        count = (date.fromisoformat(typed["until"]) - first).days + 1 if typed.get("until") else 1
        if not 1 <= count <= LONGEST or typed.get("kind") not in KINDS:
            raise ValueError
        windows = spans.read(typed["hours"]) if typed.get("hours", "").strip() else None
        name = typed.get("name", "").strip()[:40] or None
        rows = [SpecialDay(day=first + timedelta(n), kind=typed["kind"], name=name, windows=windows) for n in range(count)]  # type: ignore[arg-type]
        with connections.take() as connection:
            set_days(connection, STANDARD, rows, source=given(typed.get("reason", "")), by=me().actor.label)
    except ValueError:
        flash(t("calendar-days-wrong"), "bad")
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
    else:
        flash(t("calendar-changed"), "good")
    return redirect(url_for(".calendar", year=first.year if first else None), 303)


@pages.post("/calendar/hours")
def change_hours() -> ResponseReturnValue:
    """Other office hours from a day on, for some weekdays."""
    _require()
    typed, weekdays = request.form, "".join(sorted(set(request.form.getlist("weekday"))))
    try:
        since = date.fromisoformat(typed.get("since", ""))
        until = date.fromisoformat(typed["until"]) if typed.get("until") else None
        if not re.fullmatch("[1-7]+", weekdays) or (until and until <= since):
            raise ValueError
        windows = spans.read(typed["hours"]) if typed.get("hours", "").strip() else ()
        with connections.take() as connection:
            set_hours(connection, STANDARD, weekdays, windows, since=since, until=until, by=me().actor.label)
    except ValueError:
        flash(t("calendar-hours-wrong"), "bad")
    else:
        flash(t("calendar-changed"), "good")
    return redirect(url_for(".calendar"), 303)


def _require() -> None:
    if not may_keep_calendar():
        abort(403)
