"""Ids: they are the names of answers in the case file, of outcomes, of lanes' roles, and the memory of running cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.lint.diagram import Node
from engine.lint.finding import Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import BPMN, EVENTS, FLOW_NODES, kind, line, words

_WELL_FORMED = re.compile(r"[^\W\d][\w-]*", re.UNICODE)
_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)
_NEED_AN_ID = FLOW_NODES | frozenset({"process", "sequenceFlow", "lane", "message", "signal", "error", "escalation"})
_WRITERS = words("userTask manualTask serviceTask receiveTask")
_LIBRARY = words("Start End Root StartEventSplit StartEventJoin")
RESERVED = words("case clock policy working org")
FEEL_WORDS = words(
    "if then else for in return some every satisfies and or not true false null between instance of function item partial"
)


def id_missing(folder: Folder) -> Iterator[Hit]:
    """Nothing can be connected to, stored for or said about an element without an id."""
    for spot in folder.spots:
        if kind(spot.xml) in _NEED_AN_ID and not (spot.xml.get("id") or "").strip():
            yield hit(spot, element_kind=kind(spot.xml))


def id_duplicate(folder: Folder) -> Iterator[Hit]:
    """Of two elements with one id the engine would see one."""
    for diagram in folder.diagrams:
        seen: dict[str, int] = {}
        for element in diagram.xml.iter(f"{{{BPMN}}}*"):
            identity = element.get("id")
            if identity in seen:
                yield hit(Spotted(file=diagram.file, xml=element), first_line=seen[identity], element_kind=kind(element))
            elif identity:
                seen[identity] = line(element) or 0


def id_malformed(folder: Folder) -> Iterator[Hit]:
    """XML and the case file need letters, digits, "_" and "-", not starting with a digit."""
    for spot in folder.spots:
        identity = spot.xml.get("id")
        if kind(spot.xml) in _NEED_AN_ID and identity and not _WELL_FORMED.fullmatch(identity):
            yield hit(spot)


def id_unaddressable(folder: Folder) -> Iterator[Hit]:
    """What this element brings into the case file is called by its id, and in FEEL "a-b" is a subtraction."""
    for node in writers(folder):
        if _WELL_FORMED.fullmatch(node.id) and not _NAME.fullmatch(node.id):
            yield hit(node)


def id_reserved(folder: Folder) -> Iterator[Hit]:
    """The engine uses these names itself: the element would hide them, or be hidden."""
    for node in folder.nodes():
        if node.id in _LIBRARY:
            yield hit(node)
    for node in writers(folder):
        if node.id in RESERVED | FEEL_WORDS:
            yield hit(node)


def writers(folder: Folder) -> Iterator[Node]:
    """Elements whose answer, result or payload goes into the case file under their id."""
    return (n for n in folder.nodes() if n.kind in _WRITERS or (n.kind in EVENTS and "message" in n.triggers))
