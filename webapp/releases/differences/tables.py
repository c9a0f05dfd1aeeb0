"""Two DMN files by decision: of a table which rules and which of their cells changed, of anything else what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from engine.diagram.xml import local, parse
from webapp.releases.differences.change import ADDED, CHANGED, MOVED, REMOVED, Detail, details
from webapp.releases.differences.rules import Aligned, Row, aligned
from webapp.releases.differences.xml import properties

SAME = "same"
ENTRIES = ("inputEntry", "outputEntry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`kind`: input or output. `state`: same, added, removed or changed; `details` say what is changed about it."""

    label: str
    kind: str
    state: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """None: the column or the rule is not there on that side."""

    old: str | None
    new: str | None

    @property
    def differs(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`kind`: same, added, removed, changed or moved. `before`, `after`: its number in the table, from 1. `cells`: by column.
    `note`: what the rule is based on. `details`: whatever else stands at it."""

    kind: str
    before: int | None
    after: int | None
    cells: tuple[Cell, ...]
    note: Cell
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDiff:
    """One decision or other thing of the file. `settings`: hit policy, texts, a literal expression ... `rules` holds all rules,
    those that stay the same included, so that a change is read where it stands."""

    file: str
    id: str
    name: str
    kind: str
    settings: tuple[Detail, ...] = ()
    columns: tuple[Column, ...] = ()
    rules: tuple[Rule, ...] = ()


def compare(file: str, old: bytes | None, new: bytes | None) -> tuple[TableDiff, ...]:
    """Only what differs. Errors: UnsafeXml."""
    before, after = _things(old), _things(new)
    names = (*after, *(identity for identity in before if identity not in after))
    found = (_compare(file, identity, before.get(identity), after.get(identity)) for identity in names)
    return tuple(each for each in found if each is not None)


def _things(xml: bytes | None) -> dict[str, etree._Element]:
    """Decisions, inputs, knowledge ... of the file by id."""
    if xml is None:
        return {}
    return {child.get("id", ""): child for child in parse(xml) if _is_model(child) and child.get("id")}


def _is_model(child: etree._Element) -> bool:
    return isinstance(child.tag, str) and local(child) != "DMNDI"


def _compare(file: str, identity: str, old: etree._Element | None, new: etree._Element | None) -> TableDiff | None:
    named = new if new is not None else old
    was, table = _table(old), _table(new)
    settings = details(_settings(old), _settings(new))
    columns, rules = _columns(was, table), _rules(was, table)
    alike = not settings and all(c.state == SAME for c in columns) and all(rule.kind == SAME for rule in rules)
    if alike and old is not None and new is not None:
        return None
    return TableDiff(
        file=file, id=identity, name=named.get("name", identity) if named is not None else identity,
        kind=ADDED if old is None else REMOVED if new is None else CHANGED, settings=settings,
        columns=tuple(Column(label=c.label, kind=c.kind, state=c.state, details=c.details) for c in columns), rules=rules,
    )  # fmt: skip


def _table(thing: etree._Element | None) -> etree._Element | None:
    return None if thing is None else next((child for child in thing if _tag(child) == "decisionTable"), None)


def _settings(thing: etree._Element | None) -> dict[tuple[str, ...], str]:
    """Everything but columns and rules."""
    return {} if thing is None else properties(thing, is_own=lambda child: _tag(child) in ("input", "output", "rule"))


def _tag(child: etree._Element) -> str:
    return local(child) if isinstance(child.tag, str) else ""


# --- columns ---


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column as it was and as it is: place among the entries of its side, or None."""

    label: str
    kind: str
    before: int | None
    after: int | None
    state: str
    details: tuple[Detail, ...]


def _columns(old: etree._Element | None, new: etree._Element | None) -> tuple[_Pair, ...]:
    return (*_side("input", old, new), *_side("output", old, new))


def _side(kind: str, old: etree._Element | None, new: etree._Element | None) -> list[_Pair]:
    was, now = (_of(table, kind) for table in (old, new))
    left = {column.get("id") or _label(column): place for place, column in enumerate(was)}
    pairs = []
    for place, column in enumerate(now):
        before = left.pop(column.get("id") or _label(column), None)
        differing = details(_plain(was[before]), _plain(column)) if before is not None else ()
        state = ADDED if before is None else CHANGED if differing else SAME
        pairs.append(_Pair(_label(column), kind, before, place, state, differing))
    return pairs + [_Pair(_label(was[place]), kind, place, None, REMOVED, ()) for place in left.values()]


def _of(table: etree._Element | None, tag: str) -> list[etree._Element]:
    return [] if table is None else [child for child in table if _tag(child) == tag]


def _plain(column: etree._Element) -> dict[tuple[str, ...], str]:
    return properties(column, is_own=lambda child: False)


def _label(column: etree._Element) -> str:
    return column.get("label") or column.get("name") or "".join(str(text) for text in column.itertext()).strip()


# --- rules ---


def _row(rule: etree._Element) -> Row:
    note = next((child for child in rule if _tag(child) == "annotationEntry"), None)
    note = note if note is not None else next((child for child in rule if _tag(child) == "description"), None)
    silent = (*ENTRIES, "annotationEntry", "description")
    return Row(
        id=rule.get("id"),
        inputs=tuple(_text(entry) for entry in rule if _tag(entry) == "inputEntry"),
        outputs=tuple(_text(entry) for entry in rule if _tag(entry) == "outputEntry"),
        note=None if note is None else _text(note),
        rest=properties(rule, is_own=lambda child: _tag(child) in silent),
    )


def _text(entry: etree._Element) -> str:
    return "".join(str(text) for text in entry.itertext()).strip()


def _rules(old: etree._Element | None, new: etree._Element | None) -> tuple[Rule, ...]:
    """In the order of the new table; what is gone stands where it was."""
    was, now = ([_row(rule) for rule in _of(table, "rule")] for table in (old, new))
    columns = _columns(old, new)
    return tuple(_rule(columns, was, now, pair) for pair in aligned(was, now))


def _rule(columns: Sequence[_Pair], was: Sequence[Row], now: Sequence[Row], pair: Aligned) -> Rule:
    before, after = pair.before, pair.after
    old, new = (None if before is None else was[before]), (None if after is None else now[after])
    cells = tuple(
        Cell(old=old.cell(c.kind, c.before) if old else None, new=new.cell(c.kind, c.after) if new else None) for c in columns
    )
    note = Cell(old=old.note if old else None, new=new.note if new else None)
    rest = details(old.rest if old else {}, new.rest if new else {})
    if old is None or new is None:
        kind = ADDED if old is None else REMOVED
    elif note.differs or rest or any(cell.differs for cell in cells):
        kind = CHANGED
    else:
        kind = MOVED if pair.is_moved else SAME
    return Rule(
        kind=kind, before=None if before is None else before + 1, after=None if after is None else after + 1, cells=cells,
        note=note, details=rest,
    )  # fmt: skip
