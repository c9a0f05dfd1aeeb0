"""The tables of a board as files."""

from __future__ import annotations

from flask import Response, abort
from flask_login import login_required

from webapp.boards.figures import Number
from webapp.exports import Column, table_response
from webapp.exports.cells import Value
from webapp.pages.board import breakdowns
from webapp.pages.board.asked import Asked, asked
from webapp.pages.board.blueprint import pages
from webapp.pages.board.breakdowns import Line
from webapp.pages.board.frame import current, moments
from webapp.pages.board.tiles import Tile, tiles
from webapp.pages.names import unit_name
from webapp.pages.texts import t

TABLES = {"channels": breakdowns.by_channel, "categories": breakdowns.by_category, "places": breakdowns.by_place}


@pages.get("/table/<name>.<any(csv,xlsx):kind>")
@login_required
def table(name: str, kind: str) -> Response:
    """What the board shows in the table `name`: measures, units, channels, categories or places."""
    look = asked()
    current()
    if name == "measures":
        return table_response(tiles(look), _measure_columns(), kind, name=_name(look, name))
    if name == "units":
        columns = (*_line_columns(breakdowns.UNIT_COLUMNS), *_stock_columns())
        return table_response(breakdowns.by_child(look, moments()), columns, kind, name=_name(look, name))
    if name not in TABLES or look.axis:
        abort(404)
    return table_response(TABLES[name](look), _line_columns(breakdowns.COLUMNS), kind, name=_name(look, name))


def _name(look: Asked, table: str) -> str:
    return f"{unit_name(look.unit)}-{t(f'board-table-{table}')}-{look.period.begin:%Y%m%d}-{look.period.last:%Y%m%d}"


def _measure_columns() -> tuple[Column, ...]:
    def lines(tile: Tile) -> str:
        return t(tile.key)

    return (
        Column(heading=t("board-column-measure"), value=lines, width=26),
        Column(heading=t("board-column-value"), value=lambda tile: tile.value),
        Column(heading=t("board-column-n"), value=lambda tile: tile.number.n),
        Column(heading=t("board-column-d"), value=lambda tile: tile.number.d),
        Column(heading=t("board-column-interval"), value=lambda tile: tile.interval),
        Column(heading=t("board-column-before"), value=lambda tile: tile.before),
        Column(heading=t("board-column-version"), value=lambda tile: tile.version),
    )


def _line_columns(codes: tuple[str, ...]) -> tuple[Column, ...]:
    found = [Column(heading=t("board-column-name"), value=lambda line: line.name, width=26)]
    for one in breakdowns.measures_in(codes):
        name = t(f"measure-{one.code}")
        if one.kind == "count":
            found.append(Column(heading=name, value=_number(one.code, "n")))
            continue
        found.append(Column(heading=name, value=_share(one.code)))
        found.append(Column(heading=t("board-column-n-of", measure=name), value=_number(one.code, "n")))
        found.append(Column(heading=t("board-column-d-of", measure=name), value=_number(one.code, "d")))
    return tuple(found)


def _stock_columns() -> tuple[Column, ...]:
    return (
        Column(heading=t("stock-open"), value=lambda line: line.open),
        Column(heading=t("stock-overdue"), value=lambda line: line.overdue),
    )


def _number(code: str, part: str):  # type: ignore[no-untyped-def]
    def value(line: Line) -> Value:
        number: Number = line.numbers[code]
        return number.n if part == "n" else number.d

    return value


def _share(code: str):  # type: ignore[no-untyped-def]
    def value(line: Line) -> Value:
        found = line.numbers[code].value
        return None if found is None else round(found, 4)

    return value
