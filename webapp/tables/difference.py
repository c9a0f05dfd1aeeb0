"""What differs between two versions of a table, row by row and cell by cell. Rows are known by their id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from engine.dmn.written import Heading, Row, Written

Change = Literal["same", "changed", "new", "gone", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`before` is None where nothing stood, `after` where nothing stands now."""

    before: str | None
    after: str | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`number`: place in the later table, or, of a row that is gone, in the earlier one. `cells` stand under the headings of the
    difference. `moved`: it has another place among the rows both have; where the first match counts, that changes answers."""

    change: Change
    number: int
    id: str
    cells: tuple[Cell, ...]
    note: Cell
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`headings`: columns of the later table, then those it has no more. `facts`: what else changed (hits, name, description,
    label of a column ...), as (what, before, after)."""

    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str, str], ...]

    @property
    def count(self) -> int:
        """Rows that are not the same."""
        return sum(line.change != "same" for line in self.lines)


def difference(before: Written, after: Written) -> Difference:
    """From one version of a table to a later one."""
    gone = [heading for heading in before.headings if _key(heading) not in {_key(other) for other in after.headings}]
    headings = (*after.headings, *gone)
    old, new = {row.id: row for row in before.rows}, {row.id: row for row in after.rows}
    moved = _moved([id for id in old if id in new], [id for id in new if id in old])
    lines = []
    for number, row in enumerate(after.rows, 1):
        lines.append(_line(number, old.get(row.id), row, before, after, headings, row.id in moved))
    for number, row in enumerate(before.rows, 1):
        if row.id not in new:
            lines.insert(_place(number, before, lines), _line(number, row, None, before, after, headings, False))
    return Difference(headings=headings, lines=tuple(lines), facts=tuple(_facts(before, after)))


def _line(
    number: int, old: Row | None, new: Row | None, before: Written, after: Written, headings: Sequence[Heading], moved: bool
) -> Line:
    was, now = _cells(old, before), _cells(new, after)
    cells = tuple(Cell(before=was.get(_key(heading)), after=now.get(_key(heading))) for heading in headings)
    note = Cell(before=None if old is None else old.note, after=None if new is None else new.note)
    row = new or old
    assert row is not None
    return Line(change=_change(old, new, (*cells, note), moved), number=number, id=row.id, cells=cells, note=note, moved=moved)


def _change(old: Row | None, new: Row | None, cells: Sequence[Cell], moved: bool) -> Change:
    if old is None:
        return "new"
    if new is None:
        return "gone"
    if any(cell.changed for cell in cells):
        return "changed"
    return "moved" if moved else "same"


def _key(heading: Heading) -> tuple[str, str]:
    return heading.says, heading.type


def _cells(row: Row | None, table: Written) -> dict[tuple[str, str], str]:
    return {} if row is None else {_key(h): cell for h, cell in zip(table.headings, row.cells, strict=False)}


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Those that left the longest common order."""
    match = SequenceMatcher(a=before, b=after, autojunk=False)
    kept = {before[start + n] for start, _, size in match.get_matching_blocks() for n in range(size)}
    return set(after) - kept


def _place(number: int, before: Written, lines: Sequence[Line]) -> int:
    """After the row that stood before it."""
    earlier = [row.id for row in before.rows[: number - 1]]
    return max((place + 1 for place, line in enumerate(lines) if line.id in earlier), default=0)


def _facts(before: Written, after: Written) -> list[tuple[str, str, str]]:
    facts = [(name, getattr(before, name), getattr(after, name)) for name in ("name", "description", "hits")]
    known = {_key(heading): heading for heading in before.headings}
    for heading in after.headings:
        old = known.get(_key(heading))
        for name in ("label", "allowed", "default"):
            if old is not None:
                facts.append((f"{name}: {heading.label or heading.says}", getattr(old, name), getattr(heading, name)))
    return [fact for fact in facts if fact[1] != fact[2]]
