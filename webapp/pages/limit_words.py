"""A promise in words: "5wd" is "5 working days"."""

from __future__ import annotations

from flask import g

from engine.limits import InvalidLimit, Limit
from webapp.i18n import text

KEYS = {"wd": "limit-wd", "wh": "limit-wh", "h": "limit-h", "min": "limit-min", "d": "limit-d"}


def limit_words(source: str) -> str:
    """The amount and its unit; the exact terms stay in the tooltip of the process. What is no limit comes back as it is."""
    try:
        limit = Limit.parse(source)
    except InvalidLimit:
        return source
    number = source.strip().split(limit.unit)[0]
    amount = float(number)
    return text(g.locale, KEYS[limit.unit], {"n": int(amount) if amount.is_integer() else amount})
