"""Cells as they come -> values we keep. Rule: what cannot be read raises, it is never guessed."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from openpyxl.utils.datetime import from_excel

Cell = str | int | float | bool | datetime | date | time | None

_SPACES = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")
_EXCEL_DAYS = range(20_000, 80_000)
"""Serial days 1954 to 2119: a number in a date column outside of it is no date."""


class Unreadable(ValueError):
    """The cell cannot be read; the message says as what."""


def text(cell: Cell) -> str:
    """The cell as text without padding (spaces, tabs, line ends, U+3000), HTML entities and control characters; one
    line per non-empty line. Whole floats lose their ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    plain = html.unescape(str(cell)).replace("\r\n", "\n").replace("\r", "\n")
    plain = _SPACES.sub(" ", _CONTROLS.sub("", plain))
    return "\n".join(line.strip() for line in plain.split("\n") if line.strip())


def line(cell: Cell) -> str:
    """Like text(), on one line."""
    return text(cell).replace("\n", " ")


def moment(cell: Cell, formats: Sequence[str], zone: ZoneInfo, time_of_day: time) -> datetime:
    """The cell as a moment in UTC. Takes a real date cell, a text in one of `formats`, or a spreadsheet's serial day;
    `zone` is that of the source, `time_of_day` completes a bare date. Raises Unreadable."""
    found = _local(cell, formats)
    if not isinstance(found, datetime):
        found = datetime.combine(found, time_of_day)
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def _local(cell: Cell, formats: Sequence[str]) -> datetime | date:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial_day(cell)
    said = line(str(cell) if cell is not None else "")
    for wanted in formats:
        try:
            found = datetime.strptime(said, wanted)
        except ValueError:
            continue
        return found if "%H" in wanted or "%I" in wanted else found.date()
    raise Unreadable("not a date of a known form")


def _serial_day(number: float) -> datetime:
    if int(number) not in _EXCEL_DAYS:
        raise Unreadable("not a date of a known form")
    found = from_excel(number)
    assert isinstance(found, datetime)
    return found


def number(cell: Cell) -> float:
    """The cell as a number. Raises Unreadable."""
    try:
        return float(line(cell))
    except ValueError:
        raise Unreadable("not a number") from None
