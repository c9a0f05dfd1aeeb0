"""From BPMN XML to values. Reads only what can run; anything else is the lint's to refuse."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.diagram.details import details
from engine.diagram.elements import Element, Flow, Model
from engine.diagram.xml import bihuan, bpmn, local

SCOPES = ("subProcess", "transaction", "adHocSubProcess")
NODES = {
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
}


class Unreadable(ValueError):
    """Elements cannot be told apart."""


def read_model(root: etree._Element) -> Model:
    """All processes of a file. A collaboration's pools are drawings; every executable `process` is read. Errors: Unreadable."""
    definitions = {e.get("id", ""): e for e in root}
    lanes = {ref.text.strip(): lane for lane in root.iter(bpmn("lane")) for ref in lane.findall(bpmn("flowNodeRef")) if ref.text}
    elements: dict[str, Element] = {}
    flows: dict[str, list[Flow]] = {}
    drawn = root.findall(bpmn("process"))
    processes = [p for p in drawn if p.get("isExecutable") in ("true", "1")] or drawn
    for process in processes:
        for node, scope, phase, role in _nodes(process, lanes):
            identity = node.get("id", "")
            if not identity or identity in elements or identity == process.get("id"):
                raise Unreadable(f"an element without an id, or a second one with the id {identity!r}")
            elements[identity] = Element(
                id=identity,
                type=local(node),
                name=(node.get("name") or "").strip(),
                scope=scope,
                phase=phase,
                role=role,
                **details(node, definitions),
            )
        for flow in process.iter(bpmn("sequenceFlow")):
            flows.setdefault(flow.get("sourceRef", ""), []).append(_flow(flow))
    _join_links(root, flows)
    return Model(
        processes=tuple(p.get("id", "") for p in processes),
        names={p.get("id", ""): p.get("name", "") for p in processes},
        elements=elements,
        flows={source: tuple(out) for source, out in flows.items()},
        lanes={lane.get("id", ""): lane.get("name", "") for lane in root.iter(bpmn("lane"))},
    )


def _nodes(process: etree._Element, lanes: dict[str, etree._Element]) -> Iterator[tuple[etree._Element, str, str | None, str]]:
    """Every flow node with its scope and what it inherits: phase from the subprocess around it; role from its own
    `bihuan:role`, else from its lane, else from around it."""
    stack: list[tuple[etree._Element, str | None, str]] = [(process, process.get(bihuan("phase")), "")]
    while stack:
        scope, phase, role = stack.pop(0)
        for node in scope:
            if not isinstance(node.tag, str) or local(node) not in NODES or not node.tag.startswith("{http://www.omg"):
                continue
            lane = lanes.get(node.get("id", ""))
            own_role: str = node.get(bihuan("role")) or (role if lane is None else lane.get("id", "")) or ""
            own_phase = node.get(bihuan("phase"), phase)
            yield node, scope.get("id", ""), own_phase, own_role
            if local(node) in SCOPES:
                stack.append((node, own_phase, own_role))


def _flow(flow: etree._Element) -> Flow:
    condition = flow.find(bpmn("conditionExpression"))
    return Flow(
        id=flow.get("id", ""),
        source=flow.get("sourceRef", ""),
        target=flow.get("targetRef", ""),
        name=flow.get("name"),
        condition=(condition.text or "").strip() if condition is not None else None,
    )


def _join_links(root: etree._Element, flows: dict[str, list[Flow]]) -> None:
    """A link throw event jumps to the catch event of the same name in its scope: a sequence flow that is not drawn."""
    for scope in root.iter(bpmn("process"), *(bpmn(s) for s in SCOPES)):
        targets = {
            link.get("name"): catch.get("id", "")
            for catch in scope.findall(bpmn("intermediateCatchEvent"))
            for link in catch.findall(bpmn("linkEventDefinition"))
        }
        for throw in scope.findall(bpmn("intermediateThrowEvent")):
            for link in throw.findall(bpmn("linkEventDefinition")):
                source, target = throw.get("id", ""), targets.get(link.get("name"))
                if target is not None:
                    flows.setdefault(source, []).append(Flow(id=f"{source}.link", source=source, target=target))
