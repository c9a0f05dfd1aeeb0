"""Which published table decided, in words: an event of a decision carries the number and the day of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g

from webapp.database import connections
from webapp.pages.texts import MONTHS, UNBROKEN, t


def dated_words(data: Mapping[str, Any]) -> str:
    """Of a DecisionTaken; "" when only the version's own tables decided."""
    return t("list-comma").join(
        t("tables-decided-by", n=mark["number"], day=day_words(date.fromisoformat(mark["since"])))
        for mark in (data.get("dated") or {}).values()
    )


def numbers_of(data: Mapping[str, Any]) -> tuple[int, ...]:
    """The publications that decided."""
    return tuple(int(mark["number"]) for mark in (data.get("dated") or {}).values())


def day_words(day: date) -> str:
    """A day with its year: it may be years away."""
    if g.locale == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}".replace(" ", UNBROKEN)
    return f"{day.year}年{day.month}月{day.day}日"


def published_xml(number: int) -> str:
    """The decision of a publication; "" when it has none."""
    with connections.take() as connection:
        row = connection.execute("SELECT xml FROM dated_table WHERE id = %s AND status = 'published'", (number,)).fetchone()
    return str(row[0]) if row and row[0] else ""
