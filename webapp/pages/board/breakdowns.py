"""The same figures line by line: units below, channels, categories, places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import select

from webapp.boards import figures, scope, stock
from webapp.boards.figures import Number, Sums
from webapp.boards.measures import Measure, measure
from webapp.i18n import has
from webapp.models import Category, db
from webapp.pages.board.asked import Asked
from webapp.pages.board.tiles import links
from webapp.pages.names import name_of, unit_name
from webapp.pages.running import running
from webapp.pages.texts import t

COLUMNS = ("intake", "closed", "on_time", "response", "resolution", "satisfaction")
UNIT_COLUMNS = ("intake", "on_time", "sign_in", "response", "resolution", "satisfaction", "returned", "average_time")
LINES = 12
"""Categories shown one by one; the rest is one line."""
LEVEL = 2
"""Of the three levels of categories, the one that says most in few lines."""
FINER = {"city": "street", "district": "street", "street": "community", "community": "grid", "grid": "grid"}
"""Tier of the unit -> tier of the places shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`code`: on the axis, None for what several values add up to. `address`: the board of this line. `links`: measure ->
    part -> list; none where no single list holds it. `open`, `overdue`: of units, now."""

    code: str | None
    name: str
    numbers: Mapping[str, Number]
    links: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Any] | None = None
    open: int | None = None
    overdue: int | None = None


def measures_in(codes: tuple[str, ...]) -> list[Measure]:
    return [one for code in codes if (one := measure(code))]


def line(code: str | None, name: str, sums: Sums, codes: tuple[str, ...], words: Mapping[str, Any] | None, **more: Any) -> Line:
    wanted = measures_in(codes)
    return Line(
        code=code, name=name, numbers={one.code: figures.number(one, sums) for one in wanted},
        links={one.code: links(one, words) for one in wanted} if words is not None else {}, words=words, **more,
    )  # fmt: skip


def by_child(asked: Asked, moments: Mapping[str, Any]) -> list[Line]:
    """The units directly below, each with all below it; the unit itself last; and what belongs to none of them."""
    directory = running().directory
    branches = scope.branch_of(directory, asked.unit)
    sums, stocks = figures.by_unit(asked.look), stock.overdue_by_unit(asked.look, moments)
    found = []
    for code in dict.fromkeys([*(child.code for child in scope.children(directory, asked.unit)), asked.unit, None]):
        mine = [unit for unit in sums.keys() | stocks.keys() if branches.get(unit) == code]
        if not mine:
            continue
        is_open, counted = (
            [stocks.get(unit, (0, 0)) for unit in mine],
            figures.added([sums[unit] for unit in mine if unit in sums]),
        )
        words = None if code is None else asked.but(unit=code, own=1 if code == asked.unit else None)
        found.append(line(
            code, _unit_label(code, asked.unit), counted, UNIT_COLUMNS, words,
            open=sum(n for n, _ in is_open), overdue=sum(late for _, late in is_open),
        ))  # fmt: skip
    return found


def children_by(asked: Asked, codes: tuple[str, ...]) -> list[Line]:
    """The units directly below that had anything to do, by these measures."""
    branches = scope.branch_of(running().directory, asked.unit)
    gathered: dict[str, list[Sums]] = {}
    for unit, sums in figures.by_unit(asked.look).items():
        if (child := branches.get(unit)) and child != asked.unit:
            gathered.setdefault(child, []).append(sums)
    return [line(code, unit_name(code), figures.added(sums), codes, asked.but(unit=code)) for code, sums in gathered.items()]


def by_channel(asked: Asked) -> list[Line]:
    return _largest_first(asked, "channel", lambda code: code, _channel_name)


def by_category(asked: Asked) -> list[Line]:
    """Categories of the second level, the largest first, the many small ones as one line."""
    known = {row.code: row for row in db.session.scalars(select(Category))}

    def upwards(code: str) -> str:
        while (row := known.get(code)) and row.level > LEVEL and row.parent:
            code = row.parent
        return code

    def name(code: str) -> str:
        row = known.get(code)
        return name_of(row.name, row.name_en, code) if row else code or t("board-unknown")

    found = _largest_first(asked, "category", upwards, name)
    rest = found[LINES:]
    if not rest:
        return found
    others = figures.along(asked.look, "category")
    gathered = {one.code for one in rest}
    sums = figures.added([values for code, values in others.items() if upwards(code) in gathered])
    return [*found[:LINES], line(None, t("board-others", n=len(rest)), sums, COLUMNS, None)]


def by_place(asked: Asked, tier: str | None = None) -> list[Line]:
    directory = running().directory
    tier = tier or FINER.get(directory.tier(asked.unit) or "", "street")

    def upwards(code: str) -> str:
        return directory.ancestor(code, tier) or code

    return _largest_first(asked, "place", upwards, lambda code: unit_name(code) or t("board-unknown"))


def _largest_first(asked: Asked, axis: str, upwards: Callable[[str], str], name: Callable[[str], str]) -> list[Line]:
    gathered: dict[str, list[Sums]] = {}
    for value, sums in figures.along(asked.look, axis).items():
        gathered.setdefault(upwards(value), []).append(sums)
    found = [
        line(code, name(code), figures.added(sums), COLUMNS, asked.but(axis=axis, value=code) if code else None)
        for code, sums in gathered.items()
    ]
    return sorted(found, key=lambda one: (-one.numbers["intake"].n, one.name))


def _channel_name(code: str) -> str:
    key = f"channel-{code.replace('_', '-')}"
    return t(key) if has(g.locale, key) else code or t("board-unknown")


def _unit_label(code: str | None, top: str) -> str:
    if code is None:
        return t("board-no-unit")
    return t("board-itself", name=unit_name(code)) if code == top else unit_name(code)
