"""Tables, and what is wrong with them, as plain data and back, for the process behind the wall. Facts become texts: nobody does
anything with them but say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.dmn.written import Heading, Row, Written
from webapp.tables.cells import Wrong
from webapp.tables.sheet import CellError

Plain = Mapping[str, Any]


def plain_table(table: Written) -> Plain:
    return {**asdict(table), "needs": sorted(table.needs)}


def table_of(plain: Plain) -> Written:
    columns = {side: tuple(Heading(**heading) for heading in plain[side]) for side in ("inputs", "outputs")}
    return Written(**{**plain, **columns, "rows": tuple(map(row_of, plain["rows"])), "needs": frozenset(plain["needs"])})


def row_of(plain: Plain) -> Row:
    return Row(**{**plain, "inputs": tuple(plain["inputs"]), "outputs": tuple(plain["outputs"])})


def plain_wrong(wrong: Wrong) -> Plain:
    return {**asdict(wrong), "facts": _texts(wrong.facts)}


def plain_error(error: CellError) -> Plain:
    return {
        "cell": error.cell,
        "code": error.code,
        "facts": _texts(error.facts),
        "wrong": error.wrong and plain_wrong(error.wrong),
    }


def error_of(plain: Plain) -> CellError:
    return CellError(**{**plain, "wrong": Wrong(**plain["wrong"]) if plain["wrong"] else None})


def _texts(facts: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in facts.items()}
