"""A file of another system, whatever its kind: its first rows to look at, then all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from webapp.foreignlogs import sheet, xes
from webapp.foreignlogs.bounds import Pieces
from webapp.foreignlogs.mapping import columns_of
from webapp.foreignlogs.xes import Row

Kind = Literal["xes", "csv"]
SAMPLE = 200
"""Rows looked at to find columns and guess their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    kind: Kind
    columns: list[str]
    rows: list[Row]


def kind_of(path: Path) -> Kind:
    """By content, not by name. Raises Unusable."""
    return "xes" if xes.is_xes(path) else "csv"


def rows(pieces: Pieces, kind: Kind) -> Iterator[Row]:
    """Raises Unusable."""
    return xes.rows(pieces) if kind == "xes" else sheet.rows(pieces)


def sample(path: Path) -> Sample:
    """Raises Unusable."""
    kind = kind_of(path)
    found = list(islice(rows(Pieces(path), kind), SAMPLE))
    return Sample(kind=kind, columns=columns_of(found), rows=found)
