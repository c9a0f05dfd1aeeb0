"""Two BPMN diagrams by element: what each is and says, and where it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.diagram.xml import BPMN, bpmn, local, parse
from webapp.releases.differences.change import ADDED, CHANGED, MOVED, REMOVED, Change, Path, details
from webapp.releases.differences.xml import properties

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
HOLDERS = frozenset(
    ("definitions", "process", "subProcess", "adHocSubProcess", "transaction", "collaboration", "laneSet", "childLaneSet", "lane")
)
"""Whose children are things of their own."""
PARTS = frozenset((
    "extensionElements", "documentation", "ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation",
    "standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "laneSet", "childLaneSet", "flowNodeRef",
    "completionCondition",
))  # fmt: skip
"""Children of those that belong to their holder nevertheless."""


@dataclass(slots=True)
class _Drawn:
    type: str
    name: str
    properties: dict[Path, str] = field(default_factory=dict)
    place: str = ""


def compare(old: bytes | None, new: bytes | None) -> tuple[Change, ...]:
    """By element id, in the order of the new file, what is gone at the end. Errors: UnsafeXml."""
    before, after = _read(old), _read(new)
    found: list[Change] = []
    for identity, drawn in after.items():
        was = before.get(identity)
        if was is None:
            found.append(Change(kind=ADDED, id=identity, type=drawn.type, name=drawn.name, details=details({}, drawn.properties)))
            continue
        differing = details({("type",): was.type, **was.properties}, {("type",): drawn.type, **drawn.properties})
        is_moved = was.place != drawn.place
        if differing or is_moved:
            kind = CHANGED if differing else MOVED
            found.append(Change(kind=kind, id=identity, type=drawn.type, name=drawn.name, details=differing, is_moved=is_moved))
    gone = (identity for identity in before if identity not in after)
    return (*found, *(_gone(identity, before[identity]) for identity in gone))


def _gone(identity: str, drawn: _Drawn) -> Change:
    return Change(kind=REMOVED, id=identity, type=drawn.type, name=drawn.name, details=details(drawn.properties, {}))


def _read(xml: bytes | None) -> Mapping[str, _Drawn]:
    if xml is None:
        return {}
    root = parse(xml)
    found = {
        element.get("id", ""): _Drawn(
            type=local(element), name=element.get("name", "") or _words(element), properties=properties(element, is_own=_is_own)
        )
        for element in root.iter(f"{{{BPMN}}}*")
        if _is_own(element)
    }
    for node, lane in _lanes(root):
        if node in found:
            found[node].properties[("lane",)] = lane
    for element in root.iter(f"{{{BPMN}}}*"):
        inside = element.getparent()
        if _is_own(element) and inside is not None and local(inside) in ("subProcess", "adHocSubProcess", "transaction"):
            found[element.get("id", "")].properties[("inside",)] = inside.get("id", "")
    for shape in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        drawn = found.get(shape.get("bpmnElement", ""))
        if drawn is not None:
            drawn.place = _place(shape)
    return found


def _is_own(element: etree._Element) -> bool:
    """Whether it is a thing that people see or name: an element of the diagram, a lane, a message."""
    holder = element.getparent()
    return (
        holder is not None
        and bool(element.get("id"))
        and element.tag.startswith(f"{{{BPMN}}}")
        and local(element) not in PARTS
        and local(holder) in HOLDERS
    )


def _words(element: etree._Element) -> str:
    """The text of an annotation."""
    return (element.findtext(bpmn("text")) or "").strip()


def _lanes(root: etree._Element) -> list[tuple[str, str]]:
    """(node, lane), inner lanes last."""
    return [
        ((reference.text or "").strip(), lane.get("id", ""))
        for lane in root.iter(bpmn("lane"))
        for reference in lane.findall(bpmn("flowNodeRef"))
    ]


def _place(shape: etree._Element) -> str:
    """Corners and turns, in whole points; a label's own place is left to the drawing tool."""
    numbers = []
    for part in shape:
        if local(part) in ("Bounds", "waypoint"):
            numbers += [str(round(float(part.get(name, "0")))) for name in ("x", "y", "width", "height") if part.get(name)]
    return " ".join((*numbers, shape.get("isExpanded", "")))


def names(xml: bytes | None) -> dict[str, str]:
    """Id -> name of everything in a diagram that has one. Errors: UnsafeXml."""
    return {identity: drawn.name for identity, drawn in _read(xml).items() if drawn.name}


def ends(xml: bytes | None) -> dict[str, tuple[str, str]]:
    """Id of a flow -> (where it comes from, where it leads). Errors: UnsafeXml."""
    found = {identity: drawn.properties for identity, drawn in _read(xml).items()}
    return {
        identity: (said[("sourceRef",)], said[("targetRef",)])
        for identity, said in found.items()
        if ("sourceRef",) in said and ("targetRef",) in said
    }
