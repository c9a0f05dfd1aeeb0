"""References between elements: the library drops what points nowhere, and the drawing still shows it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.finding import Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import ACTIVITIES, bpmn, kind, text

_REFERENCES = {
    "messageRef": "message",
    "signalRef": "signal",
    "errorRef": "error",
    "escalationRef": "escalation",
    "processRef": "process",
}


def flow_dangling(folder: Folder) -> Iterator[Hit]:
    """A flow that starts or ends nowhere."""
    for scope in folder.scopes:
        for flow in scope.flows:
            ids = folder.diagram_of(scope).ids
            for side, target in (("sourceRef", flow.source), ("targetRef", flow.target)):
                if target not in ids:
                    yield hit(flow, side=side, missing=target or "-")


def flow_across_border(folder: Folder) -> Iterator[Hit]:
    """Tokens enter and leave a subprocess or pool as a whole; a flow cannot pass through its border."""
    for scope in folder.scopes:
        nodes, ids = scope.by_id(), folder.diagram_of(scope).ids
        for flow in scope.flows:
            if any(end in ids and end not in nodes for end in (flow.source, flow.target)):
                yield hit(flow)


def flow_twice(folder: Folder) -> Iterator[Hit]:
    """Two flows between the same two elements look like one and act like two."""
    for scope in folder.scopes:
        seen: set[tuple[str, str]] = set()
        for flow in scope.flows:
            if (flow.source, flow.target) in seen:
                yield hit(flow)
            seen.add((flow.source, flow.target))


def boundary_unattached(folder: Folder) -> Iterator[Hit]:
    """A boundary event that hangs on nothing is dropped by the engine without a word."""
    for node in folder.nodes("boundaryEvent"):
        host = node.scope.by_id().get(node.xml.get("attachedToRef", ""))
        if host is None or host.kind not in ACTIVITIES or host.is_event_subprocess:
            yield hit(node, host=node.xml.get("attachedToRef") or "-")


def reference_dangling(folder: Folder) -> Iterator[Hit]:
    """The message, signal, error, escalation or process that is referred to is not declared in this file."""
    for spot in folder.spots:
        declared = spot.xml.getroottree().getroot()
        for attribute, name in _REFERENCES.items():
            target = spot.xml.get(attribute)
            if target and not any(e.get("id") == target for e in declared.iterchildren(bpmn(name))):
                yield hit(spot, referred_kind=name, missing=target)


def lane_reference_dangling(folder: Folder) -> Iterator[Hit]:
    """The lane claims an element that is not there."""
    for spot in folder.spots:
        if kind(spot.xml) == "flowNodeRef":
            diagram = next(d for d in folder.diagrams if d.file == spot.file)
            if text(spot.xml) not in diagram.ids:
                yield hit(Spotted(file=spot.file, xml=spot.xml), missing=text(spot.xml) or "-")


def default_foreign(folder: Folder) -> Iterator[Hit]:
    """The default flow must be one of the flows that leave this very element."""
    for node in folder.nodes():
        default = node.xml.get("default")
        if default and default not in {f.id for f in node.outgoing}:
            yield hit(node, missing=default)
