"""What is wrong with the cells of a table that somebody wrote, before anything is decided by it.

Beyond what the evaluator refuses: words without quotes, which would be looked up as names and be nothing; values that the column
does not list; limits that are none where every limit was one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.dmn.cells import listed_texts, misread
from engine.dmn.written import Heading, Row, Written
from engine.limits import InvalidLimit, Limit
from engine.lint.catalogue import texts

_BARE = re.compile(r"[\w一-鿿][\w一-鿿 \-]*(?:[,，、]\s*[\w一-鿿][\w一-鿿 \-]*)*")
_VALUES = ("true", "false", "null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """`row` and `column` count from 0, inputs first; -1 for the whole. `code`: unreadable, unquoted, not_listed, no_limit,
    no_answer. `facts` for the text; of `unreadable`: book and code of the engine's own catalogue, with its facts."""

    row: int
    column: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def wrong_cells(file: bytes, before: Written, rows: Sequence[Row]) -> list[Wrong]:
    """By row and column; empty: the rows can be used. `before`: the table as the file has it."""
    found = {(wrong.row, wrong.column): wrong for wrong in _unreadable(file, before, rows)}
    names = _names(before)
    limits = _columns_of_limits(before)
    listed = [listed_texts(heading.allowed) for heading in before.headings]
    for number, row in enumerate(rows):
        if (len(row.inputs), len(row.outputs)) != (len(before.inputs), len(before.outputs)):
            continue  # the evaluator says so
        for column, (heading, cell) in enumerate(zip(before.headings, row.cells, strict=True)):
            of_answer = column >= len(before.inputs)
            for wrong in _judged(number, column, heading, listed[column], cell, names, of_answer, column in limits):
                found[number, column] = wrong
    return [found[place] for place in sorted(found)]


def in_words(wrong: Wrong, locale: str) -> str:
    """What the engine says of an unreadable cell; "" for the other codes, which are the pages' to say."""
    if wrong.code != "unreadable":
        return ""
    said = texts(locale)[str(wrong.facts["book"])].get(wrong.facts["code"], str(wrong.facts["code"]))
    return str(said).format_map({key: str(value) for key, value in wrong.facts.items()})


def _unreadable(file: bytes, before: Written, rows: Sequence[Row]) -> Iterator[Wrong]:
    for one in misread(file, before.decision, rows):
        cause = one.finding.cause
        book, code, facts = (
            ("feel", cause.code, dict(cause.facts)) if cause is not None else ("dmn", one.finding.code, dict(one.finding.facts))
        )
        yield Wrong(row=one.row, column=one.column, code="unreadable", facts={**facts, "book": book, "code": code})


def _judged(
    row: int,
    column: int,
    heading: Heading,
    listed: list[str] | None,
    cell: str,
    names: frozenset[str],
    of_answer: bool,
    of_limits: bool,
) -> Iterator[Wrong]:
    if of_answer and cell in ("", "-"):
        yield Wrong(row=row, column=column, code="no_answer")
        return
    if heading.type == "string" and _BARE.fullmatch(cell) and cell not in (*_VALUES, "-") and cell not in names:
        yield Wrong(row=row, column=column, code="unquoted", facts={"cell": cell, "instead": _quoted(cell)})
        return
    said = listed_texts(cell)
    if (
        listed is not None
        and said is not None
        and (other := next((text for text in said if text not in listed), None)) is not None
    ):
        yield Wrong(row=row, column=column, code="not_listed", facts={"value": other, "listed": heading.allowed})
    elif of_limits and said is not None and not all(map(_is_limit, said)):
        yield Wrong(row=row, column=column, code="no_limit", facts={"cell": cell})


def _quoted(cell: str) -> str:
    return ",".join(f'"{part.strip()}"' for part in re.split(r"[,，、]", cell))


def _names(table: Written) -> frozenset[str]:
    """Words that stand alone in the table now are names it knows."""
    return frozenset(cell for row in table.rows for cell in row.cells if _BARE.fullmatch(cell))


def _columns_of_limits(table: Written) -> frozenset[int]:
    """Numbers of the columns in which every text that is written is a limit."""
    found = set()
    for column in range(len(table.headings)):
        said = [text for row in table.rows for cell in row.cells[column : column + 1] for text in listed_texts(cell) or ()]
        if said and all(map(_is_limit, said)):
            found.add(column)
    return frozenset(found)


def _is_limit(text: str) -> bool:
    try:
        Limit.parse(text)
    except InvalidLimit:
        return False
    return True
