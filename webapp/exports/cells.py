"""What one cell of a file holds. Rule: text never becomes a formula in the reader's spreadsheet."""

from __future__ import annotations

import re
from datetime import date, datetime

from webapp.city_time import CITY_TIME

Value = str | int | float | bool | date | datetime | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; Asian ones take the wide signs too."""
LONGEST_TEXT = 32_000
"""Characters; a cell of XLSX holds 32,767."""

_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""What XML cannot carry."""


def plain(text: str) -> str:
    """Text that stays text: without control characters, not too long, and with an apostrophe where it looks like a formula."""
    text = _UNPRINTABLE.sub("", text)[:LONGEST_TEXT]
    return f"'{text}" if text.startswith(FORMULA) else text


def as_text(value: Value) -> str:
    """A value as CSV shows it; moments in the city's time."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case bool():
            return "1" if value else "0"
        case int() | float():
            return str(value)
    return plain(value)


def as_cell(value: Value) -> str | int | float | bool | date | None:
    """A value as XLSX keeps it: numbers and dates stay such; a moment loses its zone, which XLSX does not know."""
    if isinstance(value, datetime):
        return value.astimezone(CITY_TIME).replace(tzinfo=None)
    return plain(value) if isinstance(value, str) else value
