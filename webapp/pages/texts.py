"""Words and moments in the reader's language and the city's time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import g

from engine.now import now
from webapp.i18n import text

CITY_TIME = ZoneInfo("Asia/Shanghai")
FULL = {"zh_CN": "y年M月d日 HH:mm", "en": "d MMM y, HH:mm"}
SHORT = {"zh_CN": "M月d日 HH:mm", "en": "d MMM, HH:mm"}


def t(key: str, **variables: object) -> str:
    """The text `key` in the reader's language. Codes of the domain carry underscores, keys carry dashes."""
    return text(g.locale, key.replace("_", "-"), variables)


def moment(at: datetime | None, *, full: bool = False) -> str:
    """A moment in the city's time; the year is said when it is not this one, or `full`. Nothing for None."""
    if at is None:
        return ""
    local = at.astimezone(CITY_TIME)
    form = FULL if full or local.year != now().astimezone(CITY_TIME).year else SHORT
    return format_datetime(local, form[g.locale], locale=g.locale)
