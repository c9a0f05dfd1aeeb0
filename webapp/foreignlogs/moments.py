"""Moments as other systems write them. What cannot be read is not guessed: the row is rejected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from webapp.city_time import CITY_TIME

ISO = "iso"
FORMS = (
    ISO, "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d-%m-%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M",
    "%Y%m%d%H%M%S",
)  # fmt: skip
"""The first is ISO 8601 in any of its forms; the others as strptime names them."""
ZONES = ("city", "utc")
"""Of moments that name none: the city's (UTC+8), or UTC."""


def moment(text: str | None, form: str, zone: str) -> datetime | None:
    """None when there is none, or it is not in this form."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.strip()) if form == ISO else datetime.strptime(text.strip(), form)
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC if zone == "utc" else CITY_TIME)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def form_of(texts: Iterable[str]) -> str | None:
    """The form that reads most of them, the first of several; None when none reads at least half."""
    known = [text for text in texts if text]
    read = {form: sum(moment(text, form, "utc") is not None for text in known) for form in FORMS}
    best = max(FORMS, key=lambda form: read[form])
    return best if known and read[best] * 2 >= len(known) else None
