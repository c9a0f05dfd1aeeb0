"""Reading XML that a stranger may have written: no DOCTYPE, no entities, no network, no giant files."""

from __future__ import annotations

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
BIHUAN = "urn:bihuan:bpmn:1"
MAX_BYTES = 2_000_000


class UnsafeXml(ValueError):
    """The file is not XML that we read: too large, malformed, or with a DOCTYPE."""


def parse(xml: bytes) -> etree._Element:
    """The root element. Comments and processing instructions are dropped."""
    if len(xml) > MAX_BYTES:
        raise UnsafeXml(f"larger than {MAX_BYTES} bytes")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsafeXml(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeXml("a DOCTYPE is not allowed")
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace."""
    return str(etree.QName(element).localname)


def bpmn(tag: str) -> str:
    return f"{{{BPMN}}}{tag}"


def zeebe(tag: str) -> str:
    return f"{{{ZEEBE}}}{tag}"


def bihuan(tag: str) -> str:
    return f"{{{BIHUAN}}}{tag}"
