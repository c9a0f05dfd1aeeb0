"""One number as a board shows it: what it is, out of how many, how it changed, and the lists behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from webapp.boards import figures
from webapp.boards.definitions import text_key
from webapp.boards.figures import Number, Sums
from webapp.boards.look import Look
from webapp.boards.measures import Measure, measures_of
from webapp.boards.measures.stock import STOCKS, Stock
from webapp.pages.board.asked import Asked
from webapp.pages.board.words import Change, change, interval_words, value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """`key`: of its texts. `links`: part -> address of its list. `before`: the value of the period before."""

    key: str
    code: str
    family: str
    version: int
    number: Number
    value: str
    before: str
    change: Change | None
    interval: str
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StockTile:
    key: str
    code: str
    version: int
    n: int
    link: str


def tiles(asked: Asked) -> list[Tile]:
    """Every measure that makes sense for the programme."""
    look = asked.look
    now, before = figures.totals(look), figures.totals(look.at(look.period.before))
    medians = _median(look), _median(look.at(look.period.before))
    return [
        tile(one, asked, now, before, medians)
        for one in measures_of(asked.process)
        if one.kind != "median" or not look.axis
    ]  # fmt: skip


def tile(one: Measure, asked: Asked, now: Sums, before: Sums, medians: tuple[int | None, int | None]) -> Tile:
    number = figures.number(one, now, median=medians[0])
    old = figures.number(one, before, median=medians[1])
    return Tile(
        key=text_key(one, "name"), code=one.code, family=one.family, version=one.version, number=number,
        value=value_words(number), before=value_words(old), change=change(number, old), interval=interval_words(number),
        links=links(one, asked.words),
    )  # fmt: skip


def links(one: Measure, words: Mapping[str, Any]) -> dict[str, str]:
    """Part -> address of the list of a measure."""
    return {part: url_for("board.behind", measure=one.code, part=part, **words) for part in one.parts}


def stock_tiles(asked: Asked, counts: Mapping[str, int]) -> list[StockTile]:
    words = asked.but(period=None, **{"from": None, "to": None})
    return [stock_tile(one, counts[one.code], words) for one in STOCKS]


def stock_tile(one: Stock, n: int, words: Mapping[str, Any]) -> StockTile:
    link = url_for("board.behind", stock=one.code, **words)
    return StockTile(key=text_key(one, "name"), code=one.code, version=one.version, n=n, link=link)


def _median(look: Look) -> int | None:
    return None if look.axis else figures.median_minutes(look)
