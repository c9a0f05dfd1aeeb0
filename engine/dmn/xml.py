"""Reading untrusted XML: no DOCTYPE, no entities, no network, limited size; and short names for walking the tree."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.dmn.errors import refused

BYTES = 2_000_000
ELEMENTS = 100_000
NAMESPACES = ("http://www.omg.org/spec/DMN/", "https://www.omg.org/spec/DMN/")

Element = etree._Element


def read(xml: bytes, *, comments: bool = False) -> Element:
    """The root of a DMN model. Raises DmnError."""
    root = read_any(xml, comments=comments)
    namespace, local = etree.QName(root).namespace or "", name_of(root)
    if local != "definitions" or not namespace.startswith(NAMESPACES):
        raise refused("not_dmn", root=local)
    return root


def read_any(xml: bytes, *, comments: bool = False) -> Element:
    """The root of any XML; with its `comments` when it is to be written again."""
    if len(xml) > BYTES:
        raise refused("too_large", allowed=BYTES)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not comments,
        remove_pis=not comments,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refused("not_xml", reason=str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused("doctype")
    if sum(1 for _ in root.iter()) > ELEMENTS:
        raise refused("too_many_elements", allowed=ELEMENTS)
    return root


def name_of(element: Element) -> str:
    """The name without namespace; empty for an entity."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if name_of(child) in names)


def child(element: Element, *names: str) -> Element | None:
    return next(children(element, *names), None)


def text(element: Element | None) -> str:
    """The content of the `text` child, where DMN keeps expressions."""
    inner = None if element is None else child(element, "text")
    return "" if inner is None else inner.text or ""


def label(element: Element) -> str:
    """How to name the element in a message: its id, or its name."""
    return element.get("id") or element.get("name") or name_of(element)
