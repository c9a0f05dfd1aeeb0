"""The rows of decision tables as their authors wrote them, to show which one matched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from webapp.database import connections
from webapp.pages.rule_words import DMN


class Column(NamedTuple):
    """`label`: what its author calls it. `name`: what it asks for, or answers, in FEEL."""

    label: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """`number`: from 1, as editors of tables count. `when`, `then`: (column, cell) of the row; an empty cell matches anything."""

    id: str
    decision: str
    table: str
    number: int
    when: tuple[tuple[Column, str], ...]
    then: tuple[tuple[Column, str], ...]
    described: str


@lru_cache(maxsize=64)
def rows_of(identity: str) -> Mapping[str, TableRow]:
    """Rule id -> row, of all tables of a process version."""
    with connections.take() as connection:
        row = connection.execute("SELECT files FROM definition WHERE id = %s", (identity,)).fetchone()
    files: Mapping[str, str] = row[0] if row else {}  # type: ignore[assignment]
    return {
        rule: found for path, text in files.items() if path.endswith(".dmn") for rule, found in rows_in(text.encode()).items()
    }


def rows_in(dmn: bytes) -> dict[str, TableRow]:
    """Rule id -> row, of one DMN file."""
    root = etree.fromstring(dmn, etree.XMLParser(resolve_entities=False, no_network=True))
    found: dict[str, TableRow] = {}
    for decision in root.iter(f"{DMN}decision"):
        for table in decision.iter(f"{DMN}decisionTable"):
            inputs = [_column(one, _text(one.find(f"{DMN}inputExpression"))) for one in table.findall(f"{DMN}input")]
            outputs = [_column(one, one.get("name") or "") for one in table.findall(f"{DMN}output")]
            for number, rule in enumerate(table.findall(f"{DMN}rule"), 1):
                when, then = (
                    tuple(zip(names, (_text(cell) for cell in rule.findall(f"{DMN}{kind}")), strict=False))
                    for names, kind in ((inputs, "inputEntry"), (outputs, "outputEntry"))
                )
                found[rule.get("id", "")] = TableRow(
                    id=rule.get("id", ""), decision=decision.get("id", ""), table=decision.get("name") or decision.get("id", ""),
                    number=number, when=when, then=then, described=(rule.findtext(f"{DMN}description") or "").strip(),
                )  # fmt: skip
    return found


def _column(element: etree._Element, name: str) -> Column:
    return Column(element.get("label") or name, name)


def _text(element: etree._Element | None) -> str:
    return (element.findtext(f"{DMN}text") or "").strip() if element is not None else ""
