"""An XML element as flat properties, so that two of them can be compared: attributes, texts, and what lies inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from engine.diagram.xml import local
from webapp.releases.differences.change import Path

NAMES = ("name", "target", "key", "do", "when", "of", "id")
"""Attributes that tell brothers of one tag apart, as far as they have them; an id only where there is nothing else."""
SILENT = ("incoming", "outgoing", "flowNodeRef")
TRANSPARENT = ("extensionElements", "ioMapping")
"""Wrappers that say nothing by themselves."""


def properties(element: etree._Element, *, is_own: Callable[[etree._Element], bool]) -> dict[Path, str]:
    """All that is said about `element`. What `is_own` is compared for itself, and left out here."""
    found: dict[Path, str] = {}
    for path, value in _walk(element, (), is_own):
        place, count = path, 1
        while place in found:
            count += 1
            place = (*path[:-1], f"{path[-1]} {count}")
        found[place] = value
    return found


def _walk(element: etree._Element, path: Path, is_own: Callable[[etree._Element], bool]) -> Iterator[tuple[Path, str]]:
    for name, value in element.attrib.items():
        what = str(etree.QName(name).localname)
        if what != "id" and not str(name).startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
            yield (*path, what), str(value)
    words = (element.text or "").strip()
    if words:
        yield path or ("text",), words
    for child in element:
        if not isinstance(child.tag, str) or is_own(child) or local(child) in SILENT:
            continue
        yield from _walk(child, path if local(child) in TRANSPARENT else (*path, _label(child)), is_own)


def _label(child: etree._Element) -> str:
    """Tag, and what tells it apart: "clock handle start", "input template"."""
    known = [child.get(name, "") for name in NAMES[:-1] if child.get(name)]
    return " ".join((local(child), *known))
