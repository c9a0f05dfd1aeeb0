"""Words and moments in the reader's language and the city's time."""

from __future__ import annotations

from datetime import datetime

from flask import g

from engine.now import now
from webapp.city_time import CITY_TIME
from webapp.i18n import text

UNBROKEN = "\N{NO-BREAK SPACE}"
"""Inside an English moment: it never ends a line half-way."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def t(key: str, **variables: object) -> str:
    """The text `key` in the reader's language. Codes of the domain carry underscores, keys carry dashes."""
    return text(g.locale, key.replace("_", "-"), variables)


def month_word(month: int) -> str:
    """As it stands in a date: "11" before 月, "Nov" in English."""
    return MONTHS[month - 1] if g.locale == "en" else str(month)


def moment(at: datetime | None, *, full: bool = False) -> str:
    """A moment in the city's time: "11月2日 14:04", "2 Nov, 14:04"; the year is said when it is not this one, or `full`.
    Written out by hand: a list holds a hundred of them, and a general formatter took a third of its time."""
    if at is None:
        return ""
    local = at.astimezone(CITY_TIME)
    with_year = full or local.year != now().astimezone(CITY_TIME).year
    if g.locale == "en":
        day = f"{local.day} {MONTHS[local.month - 1]}{f' {local.year}' if with_year else ''}"
        return f"{day}, {local:%H:%M}".replace(" ", UNBROKEN)
    return f"{f'{local.year}年' if with_year else ''}{local.month}月{local.day}日 {local:%H:%M}"
