"""CSV files event by event, as rows. Separator and encoding are found out; the first line names the columns."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from webapp.foreignlogs.bounds import LONGEST_VALUE, MOST_COLUMNS, PIECE, Pieces, Unusable
from webapp.foreignlogs.xes import Row

SEPARATORS = ",;\t|"
ENCODINGS = ("utf-8-sig", "gb18030")
"""Tried in this order on the beginning of the file."""
LONGEST_LINE = 1_000_000


def rows(pieces: Pieces) -> Iterator[Row]:
    """Lines without a value in any column are passed over. Raises Unusable: empty, not_text, too_many_columns, broken_line."""
    lines = _lines(pieces)
    first = next(lines, "")
    if not first.strip():
        raise Unusable("empty")
    separator = max(SEPARATORS, key=first.count)
    headings = _headings(next(csv.reader([first], delimiter=separator)))
    csv.field_size_limit(LONGEST_LINE)
    try:
        for values in csv.reader(lines, delimiter=separator):
            row = {name: value[:LONGEST_VALUE] for name, value in zip(headings, values, strict=False) if value != ""}
            if row:
                yield row
    except csv.Error as error:
        raise Unusable("broken_line", str(error)) from error


def _headings(names: list[str]) -> list[str]:
    """Made different from each other; a column without a name is called by its number."""
    if len(names) > MOST_COLUMNS:
        raise Unusable("too_many_columns", f"{len(names)}")
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        name = name.strip()[:200] or f"#{number}"
        found.append(name if name not in found else f"{name} #{number}")
    return found


def _lines(pieces: Pieces) -> Iterator[str]:
    """Lines with their ends, as the csv module wants them."""
    decoder, kept = None, ""
    try:
        for piece in pieces:
            decoder = decoder or codecs.getincrementaldecoder(_encoding(piece))()
            *whole, kept = (kept + decoder.decode(piece)).split("\n")
            if len(kept) > LONGEST_LINE:
                raise Unusable("broken_line", f">{LONGEST_LINE}")
            yield from (f"{line}\n" for line in whole)
        kept += decoder.decode(b"", True) if decoder else ""
    except UnicodeDecodeError as error:
        raise Unusable("not_text", f"{error.start}") from error
    if kept:
        yield kept


def _encoding(piece: bytes) -> str:
    for name in ENCODINGS:
        try:
            codecs.getincrementaldecoder(name)().decode(piece, len(piece) < PIECE)
        except UnicodeDecodeError:
            continue
        return name
    raise Unusable("not_text", "0")
