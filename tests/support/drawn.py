"""A drawing for a model that has none: every element somewhere on a sheet, so that an editor can show it."""

from __future__ import annotations

from lxml import etree

from engine.lint.vocabulary import BPMN, DI, FLOW_NODES, SCOPES, Element, bpmn, kind

DC, DD = "http://www.omg.org/spec/DD/20100524/DC", "http://www.omg.org/spec/DD/20100524/DI"
STEP = 160


def drawn(xml: str | bytes) -> str:
    """The model with shapes in a row for each level and straight lines between them; an event on a border stands on it."""
    root = etree.fromstring(xml.encode() if isinstance(xml, str) else xml)
    process = next(root.iterchildren(bpmn("process")))
    diagram = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", id="sheet")
    plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id="plane", bpmnElement=process.get("id", ""))
    boxes: dict[str, tuple[int, int, int, int]] = {}
    _draw(process, plane, boxes, 100, 100)
    for flow in process.iter(bpmn("sequenceFlow")):
        ends = [boxes.get(flow.get(end, "")) for end in ("sourceRef", "targetRef")]
        if all(ends):
            edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{flow.get('id')}_line", bpmnElement=flow.get("id", ""))
            for x, y, width, height in (box for box in ends if box):
                etree.SubElement(edge, f"{{{DD}}}waypoint", x=str(x + width // 2), y=str(y + height // 2))
    return etree.tostring(root, encoding="unicode")


def _draw(scope: Element, plane: Element, boxes: dict[str, tuple[int, int, int, int]], x: int, y: int) -> int:
    """Draw what lies in a scope, from left to right; the width it took."""
    begin = x
    for node in scope.iterchildren(f"{{{BPMN}}}*"):
        if kind(node) not in FLOW_NODES:
            continue
        width, height = (36, 36) if kind(node).endswith("Event") else (50, 50) if kind(node).endswith("Gateway") else (100, 80)
        host = boxes.get(node.get("attachedToRef", ""))
        shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{node.get('id')}_shape", bpmnElement=node.get("id", ""))
        if kind(node) in SCOPES:
            shape.set("isExpanded", "true")
            width, height = max(_draw(node, plane, boxes, x + 40, y + 40), 100) + 40, 240
        at = (host[0] + 20, host[1] + host[3] - 18) if host else (x, y)
        boxes[node.get("id", "")] = (*at, width, height)
        etree.SubElement(shape, f"{{{DC}}}Bounds", x=str(at[0]), y=str(at[1]), width=str(width), height=str(height))
        x += 0 if host else width + STEP - 100
    return x - begin
