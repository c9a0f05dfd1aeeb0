"""What every board needs around its figures."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from flask import g

from engine.now import now
from webapp.boards import ages, definitions, period, scope
from webapp.boards.counting import AsOf, catch_up
from webapp.boards.facts.material import STANDARD
from webapp.boards.measures import STOCKS
from webapp.database import connections
from webapp.i18n import has
from webapp.pages.board import breakdowns, charts
from webapp.pages.board.asked import Asked, processes
from webapp.pages.board.tiles import links
from webapp.pages.board.words import value_words
from webapp.pages.names import category_name, unit_name
from webapp.pages.people import me
from webapp.pages.process_texts import programme_name
from webapp.pages.running import running
from webapp.pages.texts import t

log = logging.getLogger(__name__)

_kept: set[str] = set()
"""Databases in which this process has found or stored the definitions."""


def moments() -> dict[str, datetime]:
    """From when the ages of open requests count."""
    return ages.moments(now(), running().calendars[STANDARD])


def current() -> AsOf:
    """Count what waits, and see that the definitions are stored."""
    url = connections.current().url
    if url not in _kept:
        keep_definitions()
        _kept.add(url)
    return catch_up()


def keep_definitions() -> None:
    """A program that counts differently under an old version is wrong: its log says so; the figures are shown all the same."""
    try:
        with connections.take() as connection:
            definitions.keep(connection)
    except definitions.ChangedWithoutVersion:
        log.exception("a measure changed without a new version", extra={"action": "definition_changed"})


def frame(look: Asked, as_of: AsOf) -> dict[str, Any]:
    """For the head: whose board, what it may be turned to, as of when."""
    directory = running().directory
    tops = scope.tops(me().actor, directory)
    above = [code for code in reversed(list(directory.upwards(look.unit))) if any(directory.is_within(code, top) for top in tops)]
    return {
        "asked": look, "as_of": as_of, "above": above, "below": scope.children(directory, look.unit), "tops": tops,
        "programmes": processes(), "programme_name": programme_name, "axis_name": axis_name, "value_words": value_words,
        "links": links, "drawn": charts.DRAWN, "columns": breakdowns.COLUMNS, "unit_columns": breakdowns.UNIT_COLUMNS,
        "period_kinds": period.KINDS, "ages": [one.code for one in STOCKS if one.code.startswith("age_")],
    }  # fmt: skip


def axis_name(axis: str, value: str) -> str:
    """What a closer look looks at."""
    if axis == "category":
        return category_name(value)
    return unit_name(value) if axis == "place" else channel_name(value)


def channel_name(code: str | None) -> str:
    """The name of a channel; its code when the catalogue does not know it."""
    key = f"channel-{(code or '').replace('_', '-')}"
    return t(key) if code and has(g.locale, key) else code or ""
