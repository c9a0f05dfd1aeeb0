"""What diagrams carry beyond BPMN: ours is checked word by word, other engines' is refused, foreign decoration is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.lint.allowed import ENGINES, EXTENSIONS, OWN_ATTRIBUTES
from engine.lint.finding import File, Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import BIHUAN, BPMN, XSI, ZEEBE, Element, bpmn, kind, local, namespace

_XML = "http://www.w3.org/XML/1998/namespace"


def extension_vendor(folder: Folder) -> Iterator[Hit]:
    """Listeners, mappings, assignments of another engine would be passed over in silence."""
    for spot, space, name in _foreign(folder):
        if space in ENGINES and (space, name) not in EXTENSIONS:
            yield hit(spot, engine=ENGINES[space], name=name)


def extension_foreign(folder: Folder) -> Iterator[Hit]:
    """Decoration of another drawing tool: allowed by BPMN, means nothing here. Said once per file and namespace."""
    counted = Counter((spot.file, space) for spot, space, _ in _foreign(folder) if space not in ENGINES and space != BIHUAN)
    for (file, space), times in sorted(counted.items()):
        yield hit(File(file=file), namespace=space or "-", times=times)


def extension_unknown(folder: Folder) -> Iterator[Hit]:
    """A misspelt word of ours would do nothing."""
    for spot, space, name in _foreign(folder):
        if space == BIHUAN and (space, name) not in EXTENSIONS and name not in OWN_ATTRIBUTES:
            yield hit(spot, name=name)


def extension_misplaced(folder: Folder) -> Iterator[Hit]:
    """A known extension on an element that does not read it."""
    for spot, key in _known(folder):
        owner = _owner(spot.xml)
        holder = spot.xml.getparent()
        if owner not in EXTENSIONS[key].on or (holder is not None and local(holder) != EXTENSIONS[key].inside):
            yield hit(spot, name=key[1], owner_kind=owner)
    for spot in folder.spots:
        for space, name, _ in _own_attributes(spot.xml):
            if space == BIHUAN and kind(spot.xml) not in OWN_ATTRIBUTES.get(name, frozenset({kind(spot.xml)})):
                yield hit(spot, name=name, owner_kind=kind(spot.xml))


def extension_attribute_unknown(folder: Folder) -> Iterator[Hit]:
    """A misspelt attribute is as good as a missing one."""
    for spot, key in _known(folder):
        known = EXTENSIONS[key].required | EXTENSIONS[key].optional
        for attribute in spot.xml.attrib:
            if str(attribute) not in known:
                yield hit(spot, name=key[1], attribute=str(attribute).rpartition("}")[2], known=sorted(known))


def extension_attribute_missing(folder: Folder) -> Iterator[Hit]:
    """Without it the extension says nothing."""
    for spot, key in _known(folder):
        for attribute in sorted(EXTENSIONS[key].required):
            if not (spot.xml.get(attribute) or "").strip():
                yield hit(spot, name=key[1], attribute=attribute)


def extension_twice(folder: Folder) -> Iterator[Hit]:
    """Two answers to one question: nobody can say which counts."""
    for spot in folder.spots:
        found = Counter((namespace(e), local(e)) for e in _extensions(spot.xml))
        for key, times in sorted(found.items()):
            if times > 1 and key in EXTENSIONS and not EXTENSIONS[key].many:
                yield hit(spot, name=key[1])


def own(element: Element, space: str, name: str) -> Element | None:
    """The first extension element of this name on a BPMN element."""
    return next((e for e in _extensions(element) if local(e) == name and namespace(e) == space), None)


def zeebe(element: Element, name: str, attribute: str) -> str:
    """Value of a zeebe extension's attribute, "" when either is missing."""
    found = own(element, ZEEBE, name)
    return "" if found is None else (found.get(attribute) or "").strip()


def _extensions(element: Element) -> Iterator[Element]:
    """Extension elements that sit directly on `element`, and what lies inside them."""
    for holder in element.iterchildren(bpmn("extensionElements")):
        yield from holder.iterdescendants("*")


def _owner(element: Element) -> str:
    while namespace(element) != BPMN or local(element) == "extensionElements":
        parent = element.getparent()
        if parent is None:
            return ""
        element = parent
    return kind(element)


def _known(folder: Folder) -> Iterator[tuple[Spotted, tuple[str, str]]]:
    for spot in folder.spots:
        for element in _extensions(spot.xml):
            if (key := (namespace(element), local(element))) in EXTENSIONS:
                yield Spotted(file=spot.file, xml=element), key


def _own_attributes(element: Element) -> Iterator[tuple[str, str, str]]:
    """Attributes in a namespace: (namespace, name, value)."""
    for full, value in element.attrib.items():
        if str(full).startswith("{"):
            space, _, name = str(full)[1:].partition("}")
            yield space, name, str(value)


def _foreign(folder: Folder) -> Iterator[tuple[Spotted, str, str]]:
    """Everything outside BPMN, elements and attributes, with namespace and name."""
    for spot in folder.spots:
        for space, name, _ in _own_attributes(spot.xml):
            if space not in (XSI, _XML, BPMN):
                yield spot, space, name
        for child in spot.xml.iterchildren("*"):
            if namespace(child) != BPMN and not _is_drawing(child):
                yield Spotted(file=spot.file, xml=child), namespace(child), local(child)
        for element in _extensions(spot.xml):
            yield Spotted(file=spot.file, xml=element), namespace(element), local(element)


def _is_drawing(element: Element) -> bool:
    return namespace(element).endswith("/DI") and local(element) == "BPMNDiagram"
