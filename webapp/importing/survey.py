"""The first pass over a file: how many rows, which units and categories. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.importing import cleaning, sheets
from webapp.importing.departments import Departments
from webapp.importing.mapping import SourceMapping
from webapp.importing.organisation import CategoryEntry, Unit
from webapp.importing.templates import fill

Row = Mapping[str, str | None]
"""A cleaned row by our names of the columns; None: empty."""


class ColumnsMissing(ValueError):
    """The file lacks columns that the mapping needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """`units` and `categories` have parents before children. `stands_for`: code of a handling unit -> unit in our tree."""

    rows: int
    units: list[Unit]
    categories: list[CategoryEntry]
    stands_for: Mapping[str, str]


@dataclass(slots=True)
class _Found:
    rows: int = 0
    territory: dict[str, Unit] = field(default_factory=dict)
    categories: dict[str, CategoryEntry] = field(default_factory=dict)
    departments: list[tuple[str, str]] = field(default_factory=list)


def clean(mapping: SourceMapping, cells: Mapping[str, cleaning.Cell]) -> dict[str, str | None]:
    """The cells by our names of the columns, tidy, with derived columns added."""
    row: dict[str, str | None] = {}
    for column, headings in mapping.columns.items():
        said = next((cleaning.line(cells[heading]) for heading in headings if heading in cells), "")
        row[column] = said if said and said not in mapping.empty else None
    for column, (source, pattern) in mapping.derived.items():
        match = re.search(pattern, row.get(source) or "")
        row[column] = match[1] if match else None
    return row


def survey(path: Path, mapping: SourceMapping, *, top: str) -> Survey:
    """Read the whole file once. `top`: code of the unit under which imported territory hangs. Raises NotATable,
    ColumnsMissing."""
    found = _Found()
    for row in _rows(path, mapping):
        found.rows += 1
        _note(found, mapping, row, top)
    for name, headings in mapping.tables.items():
        if (beside := path.with_name(name)).is_file():
            for row in _table_rows(beside, mapping, headings):
                _note(found, mapping, row, top)
    fresh, stands_for = _departments(found, mapping, top)
    return Survey(
        rows=found.rows, units=[*found.territory.values(), *fresh], categories=list(found.categories.values()),
        stands_for=stands_for,
    )  # fmt: skip


def _rows(path: Path, mapping: SourceMapping) -> Iterator[Row]:
    for number, sheet_row in enumerate(sheets.rows(path)):
        if number == 0:
            _check_columns(mapping, sheet_row.cells, path.name)
        yield clean(mapping, sheet_row.cells)


def _table_rows(path: Path, mapping: SourceMapping, headings: Mapping[str, str]) -> Iterator[Row]:
    for sheet_row in sheets.rows(path):
        said = {ours: cleaning.line(sheet_row.cells.get(theirs)) for theirs, ours in headings.items()}
        yield {column: value if value and value not in mapping.empty else None for column, value in said.items()}


def _check_columns(mapping: SourceMapping, cells: Iterable[str], name: str) -> None:
    present = set(cells)
    missing = [column for column, heads in mapping.columns.items() if column not in mapping.optional and not present & set(heads)]
    if missing:
        raise ColumnsMissing(f"{name}: columns missing for source {mapping.name}: {', '.join(missing)}")


def _note(found: _Found, mapping: SourceMapping, row: Row, top: str) -> None:
    parent = top
    for rule in mapping.territory:
        code, name = fill(rule.code, row), fill(rule.name, row)
        if code and name:
            unit = Unit(code=code, parent=parent, tier=rule.tier, kind="territory", name=name)
            parent = found.territory.setdefault(code, unit).code
    above = None
    for level, entry in enumerate(mapping.categories, start=1):
        code, name = fill(entry.code, row), fill(entry.name, row)
        if not code or not name:
            break
        original = fill(entry.original, row) if entry.original else None
        found.categories.setdefault(code, CategoryEntry(code=code, parent=above, level=level, name=name, original_code=original))
        above = code
    if mapping.department:
        code, name = fill(mapping.department.code, row), fill(mapping.department.name, row)
        if code and name:
            found.departments.append((code, name))


def _departments(found: _Found, mapping: SourceMapping, top: str) -> tuple[list[Unit], dict[str, str]]:
    if not mapping.department:
        return [], {}
    lower = {unit.name: unit for unit in found.territory.values() if unit.tier != "district"}
    collected = Departments(territory=lower, suffixes=mapping.department.suffixes)
    for code, name in found.departments:
        collected.note(code, name)
    roof = next(iter(found.territory.values()), None)
    return collected.settle(roof or Unit(code=top, parent=None, tier="city", kind="territory", name=top))
