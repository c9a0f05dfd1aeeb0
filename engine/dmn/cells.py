"""What is wrong with single cells of a table, as the evaluator that will run them reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from engine.dmn.errors import DmnError, Finding
from engine.dmn.model import load
from engine.dmn.writing import with_rows
from engine.dmn.written import Row, decisions
from engine.dmn.xml import children, read
from engine.feel import FeelError
from engine.feel.tokens import tokens, unquote


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """`row` and `column` count from 0, inputs first; -1: the table as a whole."""

    row: int
    column: int
    finding: Finding


def misread(file: bytes, decision: str, rows: Sequence[Row]) -> list[Misread]:
    """Everything wrong with these rows in the place of those of the file. Errors: DmnError, when the file cannot be read."""
    root = read(with_rows(file, decision, rows))
    found = next(one for one in decisions(root) if one.get("id") == decision)
    places = {}
    for number, rule in enumerate(found.iter("{*}rule")):
        for column, cell in enumerate(children(rule, "inputEntry", "outputEntry")):
            name = f"cell {number} {column}"
            cell.set("id", name)
            places[name] = (number, column)
    try:
        findings: Sequence[Finding] = load(etree.tostring(root), strict=False).findings
    except DmnError as refused:
        findings = refused.findings
    return [
        Misread(row=number, column=column, finding=finding)
        for finding in findings
        for number, column in _alike(places.get(finding.element, (-1, -1)), rows)
    ]


def _alike(place: tuple[int, int], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """All cells of the column that say the same: the evaluator reads a text that stands there often only once."""
    number, column = place
    if number < 0:
        return [place]
    said = rows[number].cells[column]
    return [(other, column) for other, row in enumerate(rows) if column < len(row.cells) and row.cells[column] == said]


def listed_texts(cell: str) -> list[str] | None:
    """The texts of a cell that lists nothing but texts: "a","b" gives a, b. None for any other cell."""
    try:
        found = tokens(cell)[:-1]
    except FeelError:
        return None
    texts, commas = found[::2], found[1::2]
    if len(texts) != len(commas) + 1 or any(t.kind != "string" for t in texts) or any(c.text != "," for c in commas):
        return None
    return [unquote(cell, token) for token in texts]
