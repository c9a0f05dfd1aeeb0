"""From the values of a diagram to the specification that tokens run on.

The library's own parser is not used. It recurses along the flows (a chain of 490 elements is a RecursionError), tries
conditions in the order of the drawing, drops boundary events and nodes it cannot reach, and reads text as Python."""

from __future__ import annotations

from engine.diagram import Element, Model
from engine.spiff.nodes.activities import SubProcess, Transaction
from engine.spiff.nodes.boundary import BoundaryEvent, EventSubprocessTrigger
from engine.spiff.nodes.catching import CatchEvent, EventGateway, StartEvent
from engine.spiff.nodes.gateways import Choice, ExclusiveGateway, InclusiveGateway, Join, ParallelGateway
from engine.spiff.nodes.node import Node, Root
from engine.spiff.nodes.repeating import repetition
from engine.spiff.nodes.tasks import DecisionTask, JobTask, PassTask, ScriptTask, UserTask
from engine.spiff.nodes.throwing import EndEvent, ThrowEvent
from engine.spiff.reach import reach
from engine.spiff.specification import ScopeSpec, Specification

NODES: dict[str, type[Node]] = {
    "task": PassTask,
    "userTask": UserTask,
    "manualTask": UserTask,
    "serviceTask": JobTask,
    "scriptTask": ScriptTask,
    "businessRuleTask": DecisionTask,
    "sendTask": ThrowEvent,
    "receiveTask": CatchEvent,
    "subProcess": SubProcess,
    "transaction": Transaction,
    "callActivity": SubProcess,
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventGateway,
    "startEvent": StartEvent,
    "endEvent": EndEvent,
    "intermediateCatchEvent": CatchEvent,
    "intermediateThrowEvent": ThrowEvent,
    "boundaryEvent": BoundaryEvent,
}
MAX_ELEMENTS = 1_000
ROOT = "·"


class Unsupported(ValueError):
    """The diagram holds something that does not run here. The lint says it better, and first."""


def build(model: Model, process: str) -> Specification:
    """The specification of `process` with everything it may call. Errors: Unsupported, FeelSyntaxError, BadTimer."""
    if process not in model.processes:
        raise Unsupported(f"no process {process!r}")
    if len(model.elements) > MAX_ELEMENTS:
        raise Unsupported(f"more than {MAX_ELEMENTS} elements")
    inside = [element.id for element in model.elements.values() if element.type in ("subProcess", "transaction")]
    scopes = {scope: _scope(model, scope) for scope in (*model.processes, *inside)}
    return Specification(model=model, main=scopes[process], inner=scopes)


def _scope(model: Model, identity: str) -> ScopeSpec:
    spec = ScopeSpec(identity)
    spec.start = Root(spec, Element(id=ROOT, type="root", name="", scope=identity))
    elements = model.of_scope(identity)
    nodes = {element.id: _node(spec, element) for element in elements}
    for element in elements:
        _connect(model, spec, nodes, element)
    spec.starts = [nodes[e.id] for e in elements if e.type == "startEvent"]
    spec.triggers = [_trigger(model, spec, nodes[e.id]) for e in elements if e.triggered]
    for node in spec.task_specs.values():
        if isinstance(node, Choice):
            node.compile()
        if isinstance(node, Join) and len(node.incoming) > 1:
            node.reach = reach(elements, model.flows, node.element.id)
    return spec


def _node(spec: ScopeSpec, element: Element) -> Node:
    kind = NODES.get(element.type)
    if kind is None or (element.type == "callActivity" and not element.called):
        raise Unsupported(f"{element.type} {element.id}")
    if element.loop is None:
        return kind(spec, element)
    return repetition(spec, kind(spec, element, f"{element.id}{ROOT}"), element.loop)


def _connect(model: Model, spec: ScopeSpec, nodes: dict[str, Node], element: Element) -> None:
    node = nodes[element.id]
    node.flows = model.flows.get(element.id, ())
    for flow in node.flows:
        if flow.target not in nodes:
            raise Unsupported(f"flow {flow.id} leads out of its process or nowhere: {flow.target!r}")
        nodes[flow.target].incoming = (*nodes[flow.target].incoming, flow)
    if element.type == "boundaryEvent":
        if element.attached_to not in nodes:
            raise Unsupported(f"boundary event {element.id} is attached to nothing: {element.attached_to!r}")
        nodes[element.attached_to].attached.append(node)


def _trigger(model: Model, spec: ScopeSpec, handler: Node) -> Node:
    starts = [e for e in model.of_scope(handler.element.id) if e.type == "startEvent"]
    if len(starts) != 1 or not starts[0].events:
        raise Unsupported(f"event subprocess {handler.element.id} needs exactly one start event with a definition")
    return EventSubprocessTrigger(spec, starts[0], handler)
