"""Bytes from anywhere -> an XML tree that nothing was fetched for and nothing expanded in, or the reason why not."""

from __future__ import annotations

from lxml import etree

from engine.lint.vocabulary import MAX_BYTES, MAX_XML_DEPTH, Element

_DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))


class Unreadable(Exception):
    """`rule` names the finding, `facts` fill its text, `line` is None when unknown."""

    def __init__(self, rule: str, line: int | None = None, **facts: object) -> None:
        self.rule, self.line, self.facts = rule, line, facts
        super().__init__(rule)


def parse(data: bytes) -> Element:
    """Entities, external or internal, are the way into a parser: a document that could declare one is not parsed at all."""
    if len(data) > MAX_BYTES:
        raise Unreadable("xml_too_large", kilobytes=len(data) // 1000, allowed=MAX_BYTES // 1000)
    if any(mark in data for mark in _DOCTYPES):
        raise Unreadable("xml_doctype")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable("xml_malformed", getattr(error, "lineno", None), detail=str(error)) from error
    if root is None:
        raise Unreadable("xml_malformed", detail="empty")
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding the search above does not know
        raise Unreadable("xml_doctype")
    if (deep := depth(root)) > MAX_XML_DEPTH:
        raise Unreadable("xml_too_deep", depth=deep, allowed=MAX_XML_DEPTH)
    return root


def depth(root: Element) -> int:
    deepest = current = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        current += 1 if event == "start" else -1
        deepest = max(deepest, current)
    return deepest
