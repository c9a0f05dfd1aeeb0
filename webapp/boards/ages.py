"""The moments from which ages of open requests are counted: so many working days ago."""

from __future__ import annotations

from datetime import datetime

from engine.calendar import Calendar
from webapp.boards.measures.stock import AGES


def moments(at: datetime, calendar: Calendar) -> dict[str, datetime]:
    """Parameters of the rules of stock.py."""
    return {"now": at, **{f"age_{days}": calendar.subtract(at, f"{days}wd") for days in AGES}}
