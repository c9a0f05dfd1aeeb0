"""Changing a table inside its file: what is not touched stays as it was written, down to comments and foreign parts."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from engine.dmn.errors import refused
from engine.dmn.written import Row, decisions, written
from engine.dmn.xml import NAMESPACES, Element, child, children, name_of, read, read_any


def decision_alone(file: bytes, decision: str) -> bytes:
    """One decision of a file, as XML of its own. Errors: DmnError."""
    found = deepcopy(_decision(read(file, comments=True), decision))
    found.tail = None
    return etree.tostring(found, encoding="utf-8")


def put(file: bytes, alone: bytes) -> bytes:
    """The file with the table of this decision in the place of its own. Errors: DmnError, also when it has none such."""
    root, new = read(file, comments=True), read_any(alone, comments=True)
    old_table, new_table = _table(_decision(root, new.get("id", ""))), _table(new)
    namespace = etree.QName(root).namespace
    for element in new_table.iter("{*}*"):
        if (etree.QName(element).namespace or "").startswith(NAMESPACES):
            element.tag = f"{{{namespace}}}{name_of(element)}"
    new_table.tail = old_table.tail
    parent = old_table.getparent()
    assert parent is not None
    parent.replace(old_table, new_table)
    return _bytes(root, file)


def with_rows(file: bytes, decision: str, rows: Sequence[Row]) -> bytes:
    """The file, or the decision alone, with these rows in this order, known ones by id; the same bytes when nothing changes.
    Errors: DmnError."""
    root = read_any(file, comments=True)
    found = _decision(root, decision)
    now = written(found)
    if now.rows == tuple(rows):
        return file
    table = _table(found)
    before = list(children(table, "rule"))
    known = {row.id: rule for row, rule in zip(now.rows, before, strict=True)}
    place = table.index(before[0]) if before else len(table)
    between, last = table.text, before[-1].tail if before else None
    indent = before[0].text if before else None
    for rule in before:
        table.remove(rule)
    for offset, row in enumerate(rows):
        rule = known[row.id] if row.id in known else _made(table, "rule", id=row.id)
        rule.text = rule.text or indent
        _fill(rule, row, indent, between)
        rule.tail = last if offset == len(rows) - 1 else between
        table.insert(place + offset, rule)
    return _bytes(root, file)


def _fill(rule: Element, row: Row, indent: str | None, outdent: str | None) -> None:
    """Put what differs into the cells; make the cells that are missing."""
    note = child(rule, "description")
    if note is None and row.note:
        note = _made(rule, "description")
        note.tail = indent
        rule.insert(0, note)
    if note is not None and (note.text or "").strip() != row.note:
        note.text = row.note
    for kind, cells in (("inputEntry", row.inputs), ("outputEntry", row.outputs)):
        there = list(children(rule, kind))
        for number, content in enumerate(cells):
            if number == len(there):
                there.append(_made(rule, kind, id=f"{row.id}_{kind[:-5].replace('put', '')}_{number + 1}"))
                there[-1].tail = indent
                rule.insert(_end_of(rule, kind), there[-1])
            _write(there[number], content)
    if len(rule):
        rule[-1].tail = outdent


def _end_of(rule: Element, kind: str) -> int:
    """Where the next cell of a kind belongs: DMN wants inputs, outputs, annotations in this order."""
    before = ("description", "extensionElements", "inputEntry", *(("outputEntry",) if kind == "outputEntry" else ()))
    return sum(1 for part in rule if name_of(part) in before)


def _write(cell: Element, content: str) -> None:
    inner = child(cell, "text")
    if inner is None:
        inner = _made(cell, "text")
        cell.append(inner)
    if (inner.text or "").strip() != content:
        inner.text = content


def _made(beside: Element, name: str, **attributes: str) -> Element:
    """A new element in the namespace of its neighbours."""
    return beside.makeelement(f"{{{etree.QName(beside).namespace}}}{name}", attributes)


def _decision(root: Element, id_: str) -> Element:
    found = next((one for one in decisions(root) if one.get("id") == id_), None)
    if found is None:
        raise refused("unknown_decision", name=id_)
    return found


def _table(decision: Element) -> Element:
    found = child(decision, "decisionTable")
    if found is None:
        raise refused("missing_part", decision.get("id", ""), part="decisionTable")
    return found


def _bytes(root: Element, like: bytes) -> bytes:
    """With a declaration where there was one, and with what stands before and after the root."""
    text = etree.tostring(root.getroottree(), encoding="utf-8")
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n' if like.lstrip().startswith(b"<?xml") else b""
    body = text.partition(b"?>")[2].lstrip() if text.startswith(b"<?xml") else text
    return head + body + (b"\n" if like.endswith(b"\n") and not body.endswith(b"\n") else b"")
