"""The diagram of a process in the reader's language: names come from the locale file of the process folder."""

from __future__ import annotations

from functools import lru_cache

from flask import g
from lxml import etree

from webapp.pages.process_texts import definition_of

SECTIONS = ("elements", "flows", "lanes", "outcomes")


def diagram_xml(identity: str) -> bytes:
    """The diagram a case runs on; what has no translation stays as it was drawn. b"" for an unknown version."""
    return _translated(identity, g.locale)


@lru_cache(maxsize=32)
def _translated(identity: str, locale: str) -> bytes:
    definition = definition_of(identity)
    if definition is None:
        return b""
    texts = definition.texts.get(locale)
    if not texts:
        return definition.diagram_xml
    names = {key: name for section in SECTIONS for key, name in (texts.get(section) or {}).items() if isinstance(name, str)}
    root = etree.fromstring(definition.diagram_xml, etree.XMLParser(resolve_entities=False, no_network=True))
    for thing in root.iter():
        name = names.get(thing.get("id", "")) if isinstance(thing.tag, str) else None
        if name and thing.get("name"):
            thing.set("name", name)
    for label in root.iter("{http://www.omg.org/spec/BPMN/20100524/DI}BPMNLabel"):
        for box in list(label):  # drawn for the words of the other language: too narrow for these
            label.remove(box)
    if isinstance(texts.get("name"), str):
        for pool in root.iter("{http://www.omg.org/spec/BPMN/20100524/MODEL}participant"):
            pool.set("name", texts["name"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
