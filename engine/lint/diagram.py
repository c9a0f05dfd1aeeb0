"""One BPMN file as the rules see it: scopes, nodes, flows, lanes. Built from anything that is XML; holes stay holes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.lint.vocabulary import (
    BPMN,
    EVENT_DEFINITIONS,
    FLOW_NODES,
    SCOPES,
    Element,
    bpmn,
    flag,
    kind,
    text,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flow:
    """A sequence flow. `condition` is None without a condition, "" with an empty one."""

    file: str
    xml: Element
    id: str
    source: str
    target: str
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A flow node; `definitions` are its event definitions, `boundaries` the events attached to it."""

    file: str
    xml: Element
    id: str
    kind: str
    scope: Scope
    definitions: tuple[Element, ...]
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)
    boundaries: list[Node] = field(default_factory=list)

    @property
    def triggers(self) -> tuple[str, ...]:
        """Kinds of its event definitions without the suffix: ("timer",)."""
        return tuple(kind(d).removesuffix("EventDefinition") for d in self.definitions)

    @property
    def is_event_subprocess(self) -> bool:
        return self.kind in SCOPES and flag(self.xml, "triggeredByEvent")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scope:
    """A process or a subprocess: tokens never cross its border but through its host node."""

    file: str
    xml: Element
    id: str
    kind: str
    parent: Scope | None
    host: Node | None
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    inner: dict[str, Scope] = field(default_factory=dict)

    @property
    def process(self) -> Scope:
        return self if self.parent is None else self.parent.process

    @property
    def nesting(self) -> int:
        return 0 if self.parent is None else self.parent.nesting + 1

    def of(self, *kinds: str) -> Iterator[Node]:
        return (n for n in self.nodes if n.kind in kinds)

    def by_id(self) -> dict[str, Node]:
        return {n.id: n for n in self.nodes}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Diagram:
    """`processes` are the outermost scopes, `scopes` all of them; `lanes` the lane that each node is drawn in, innermost
    first; `ids` every BPMN element by id (the first of duplicates)."""

    file: str
    xml: Element
    processes: tuple[Scope, ...]
    scopes: tuple[Scope, ...]
    lanes: dict[str, Element]
    ids: dict[str, Element]

    def declared(self, name: str) -> dict[str, Element]:
        """Root elements of this name (message, signal, error, escalation) by id."""
        return {e.get("id", ""): e for e in self.xml.iterchildren(bpmn(name))}

    @property
    def nodes(self) -> Iterator[Node]:
        return (n for s in self.scopes for n in s.nodes)


def build(file: str, root: Element) -> Diagram:
    scopes: list[Scope] = []
    processes = tuple(_scope(file, e, None, None, scopes) for e in root.iterchildren(bpmn("process")))
    lanes = {
        text(ref): lane
        for lane in root.iter(bpmn("lane"))  # document order: an inner lane comes after, and wins over, its outer one
        for ref in lane.iterchildren(bpmn("flowNodeRef"))
    }
    ids: dict[str, Element] = {}
    for element in root.iter(f"{{{BPMN}}}*"):
        if identity := element.get("id"):
            ids.setdefault(identity, element)
    return Diagram(file=file, xml=root, processes=processes, scopes=tuple(scopes), lanes=lanes, ids=ids)


def _scope(file: str, xml: Element, parent: Scope | None, host: Node | None, found: list[Scope]) -> Scope:
    scope = Scope(file=file, xml=xml, id=xml.get("id", ""), kind=kind(xml), parent=parent, host=host)
    found.append(scope)
    for child in xml.iterchildren(f"{{{BPMN}}}*"):
        name = kind(child)
        if name in FLOW_NODES:
            scope.nodes.append(_node(file, child, scope))
        elif name == "sequenceFlow":
            scope.flows.append(_flow(file, child))
    _connect(scope)
    for node in scope.nodes:
        if node.kind in SCOPES:
            scope.inner[node.id] = _scope(file, node.xml, scope, node, found)
    return scope


def _node(file: str, xml: Element, scope: Scope) -> Node:
    definitions = tuple(c for c in xml.iterchildren(f"{{{BPMN}}}*") if kind(c) in EVENT_DEFINITIONS)
    return Node(file=file, xml=xml, id=xml.get("id", ""), kind=kind(xml), scope=scope, definitions=definitions)


def _flow(file: str, xml: Element) -> Flow:
    condition = xml.find(bpmn("conditionExpression"))
    return Flow(
        file=file,
        xml=xml,
        id=xml.get("id", ""),
        source=xml.get("sourceRef", ""),
        target=xml.get("targetRef", ""),
        condition=None if condition is None else text(condition),
    )


def _connect(scope: Scope) -> None:
    """Flows and boundary events find their nodes inside the scope only; what they do not find, the rules report."""
    nodes: dict[str, Node] = {}
    for node in scope.nodes:
        nodes.setdefault(node.id, node)
    for flow in scope.flows:
        if source := nodes.get(flow.source):
            source.outgoing.append(flow)
        if target := nodes.get(flow.target):
            target.incoming.append(flow)
    for node in scope.of("boundaryEvent"):
        if host := nodes.get(node.xml.get("attachedToRef", "")):
            host.boundaries.append(node)
