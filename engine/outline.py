"""A diagram in words: numbered steps in the order in which a case meets them, with where each leads. For people who listen to it,
and for whoever wants to check a drawing line by line. Made from anything that is BPMN, also from what cannot run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.lint.diagram import Diagram, Flow, Node, Scope, build
from engine.lint.document import parse
from engine.lint.vocabulary import Element, bpmn, kind, text

_EXPRESSIONS = ("timeDate", "timeDuration", "timeCycle", "condition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way out of a step. `to`: number of the next step, "" when it leads nowhere. `condition`: as written, "" without one."""

    to: str
    element: str
    name: str
    label: str
    condition: str
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`number`: "3", inside the subprocess 3 "3.1". `role`: name of its lane. `triggers`: what an event waits for or throws, as
    BPMN names it ("timer"), `said`: the time, condition or name of message that goes with it. `by_event`: a subprocess that an
    event starts. `events`: what may happen at its border, `inner`: the steps of a subprocess. `repeats`: done several times."""

    number: str
    element: str
    kind: str
    name: str
    role: str
    triggers: tuple[str, ...]
    said: str
    interrupts: bool
    by_event: bool
    repeats: bool
    ways: tuple[Way, ...]
    events: tuple[Step, ...]
    inner: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One process of the file."""

    element: str
    name: str
    steps: tuple[Step, ...]


def outline(xml: bytes, names: Mapping[str, str] | None = None) -> tuple[Part, ...]:
    """The processes of a file. `names`: id -> name in the reader's language, where it is not the drawing's own.
    Errors: engine.lint.document.Unreadable."""
    diagram = build("", parse(xml))
    writer = _Writer(diagram, names or {})
    return tuple(
        Part(
            element=process.id, name=writer.name(process.xml) or _pool(diagram, process, writer), steps=writer.steps(process, "")
        )
        for process in diagram.processes
    )


def _pool(diagram: Diagram, process: Scope, writer: _Writer) -> str:
    """A process without a name is called as its pool."""
    pools = diagram.xml.iter(bpmn("participant"))
    return next((writer.name(pool) for pool in pools if pool.get("processRef") == process.id), "")


class _Writer:
    def __init__(self, diagram: Diagram, names: Mapping[str, str]) -> None:
        self._diagram, self._names = diagram, names

    def name(self, element: Element) -> str:
        return " ".join((self._names.get(element.get("id", "")) or element.get("name") or "").split())

    def steps(self, scope: Scope, above: str) -> tuple[Step, ...]:
        """The steps of a scope; `above`: the number of the step that it is inside of, with a dot."""
        ordered = _in_order(scope)
        nodes = {node.id: node for node in ordered}
        numbers = {node.id: f"{above}{i}" for i, node in enumerate(ordered, 1)}
        told_with_host = {event.id for node in ordered for event in node.boundaries}
        return tuple(self._step(node, nodes, numbers) for node in ordered if node.id not in told_with_host)

    def _step(self, node: Node, nodes: Mapping[str, Node], numbers: Mapping[str, str]) -> Step:
        inner = node.scope.inner.get(node.id)
        number = numbers[node.id]
        lane = self._diagram.lanes.get(node.id)
        interrupts = node.xml.get("cancelActivity", node.xml.get("isInterrupting", "true")) in ("true", "1")
        return Step(
            number=number,
            element=node.id,
            kind=node.kind,
            name=self.name(node.xml),
            role="" if lane is None else self.name(lane),
            triggers=node.triggers,
            said=self._said(node),
            interrupts=interrupts,
            by_event=node.is_event_subprocess,
            repeats=any(kind(child).endswith("LoopCharacteristics") for child in node.xml),
            ways=tuple(self._way(flow, node, nodes, numbers) for flow in node.outgoing),
            events=tuple(self._step(event, nodes, numbers) for event in node.boundaries),
            inner=() if inner is None else self.steps(inner, f"{number}."),
        )

    def _way(self, flow: Flow, node: Node, nodes: Mapping[str, Node], numbers: Mapping[str, str]) -> Way:
        target = nodes.get(flow.target)
        return Way(
            to=numbers.get(flow.target, ""),
            element=flow.target,
            name="" if target is None else self.name(target.xml),
            label=self.name(flow.xml),
            condition=flow.condition or "",
            is_default=bool(flow.id) and node.xml.get("default") == flow.id,
        )

    def _said(self, node: Node) -> str:
        found: list[str] = []
        for definition in node.definitions:
            found += [text(definition.find(bpmn(name))) for name in _EXPRESSIONS]
            trigger = kind(definition).removesuffix("EventDefinition")
            declared = self._diagram.ids.get(definition.get(f"{trigger}Ref", ""))
            found.append(self.name(declared) if declared is not None else (definition.get("name") or ""))
        return ", ".join(part for part in found if part)


def _in_order(scope: Scope) -> list[Node]:
    """As a case meets them: from the start events along the flows, each branch to its end before the next; what happens by an
    event after that, and what no way leads to last. A node that shares its id with another counts once."""
    nodes = {node.id: node for node in reversed(scope.nodes)}
    begins = [n for n in scope.nodes if n.kind == "startEvent"]
    rest = [n for n in scope.nodes if n.kind != "startEvent" and not n.is_event_subprocess and not n.incoming]
    seeds = [*begins, *rest, *scope.nodes]
    found: dict[str, Node] = {}
    for seed in seeds:
        stack = [seed]
        while stack:
            node = stack.pop()
            if node.id in found or nodes.get(node.id) is not node:
                continue
            found[node.id] = node
            after = [nodes[f.target] for f in node.outgoing if f.target in nodes]
            stack.extend(reversed([*after, *node.boundaries]))
    return list(found.values())
