"""The diagram of a process in the reader's language: names come from the locale file of the process folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import g
from lxml import etree

from engine.diagram import parse
from webapp.pages.process_texts import definition_of

DI, DC = "{http://www.omg.org/spec/BPMN/20100524/DI}", "{http://www.omg.org/spec/DD/20100524/DC}"
WIDE = 90
"""Of a label, as the viewer draws them by itself."""
SECTIONS = ("outcomes", "flows", "lanes", "elements")
"""Of an end event the short name stays: its outcome is said in full elsewhere."""


def diagram_xml(identity: str) -> bytes:
    """The diagram a case runs on; what has no translation stays as it was drawn. b"" for an unknown version."""
    return _translated(identity, g.locale)


@lru_cache(maxsize=32)
def _translated(identity: str, locale: str) -> bytes:
    definition = definition_of(identity)
    if definition is None:
        return b""
    return _with_texts(definition.diagram_xml, definition.texts.get(locale))


def translated(xml: bytes, texts: bytes | None) -> bytes:
    """A diagram that may be anybody's, with the texts of its locale file; as it was drawn when either cannot be read."""
    try:
        found = json.loads(texts or b"{}")
        return _with_texts(xml, found) if isinstance(found, dict) else xml
    except (ValueError, RecursionError, AttributeError):
        return xml


def _with_texts(xml: bytes, texts: Mapping[str, Any] | None) -> bytes:
    if not texts:
        return xml
    names = {key: name for section in SECTIONS for key, name in (texts.get(section) or {}).items() if isinstance(name, str)}
    root = parse(xml)
    for thing in root.iter():
        name = names.get(thing.get("id", "")) if isinstance(thing.tag, str) else None
        if name and thing.get("name"):
            thing.set("name", name)
    for label in root.iter(f"{DI}BPMNLabel"):
        _widen(label)
    if isinstance(texts.get("name"), str):
        for pool in root.iter("{http://www.omg.org/spec/BPMN/20100524/MODEL}participant"):
            pool.set("name", texts["name"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _widen(label: etree._Element) -> None:
    """Drawn for the words of the other language, a label is too narrow for these. On a line it finds its place by itself; at an
    event or gateway it stays on its side of it."""
    box, drawn = label.find(f"{DC}Bounds"), label.getparent()
    thing = drawn.find(f"{DC}Bounds") if drawn is not None else None
    if box is None:
        return
    if thing is None:
        label.remove(box)
        return
    width = float(box.get("width", WIDE))
    top, height = float(thing.get("y", 0)), float(thing.get("height", 0))
    is_beside = top <= float(box.get("y", 0)) + float(box.get("height", 0)) / 2 <= top + height
    if width < WIDE:
        box.set("width", str(WIDE))
        box.set("x", str(float(box.get("x", 0)) - (0 if is_beside else (WIDE - width) / 2)))
