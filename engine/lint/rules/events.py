"""Errors, escalations, signals, cancellations: what is thrown must be caught, what is waited for must be thrown."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Node, Scope
from engine.lint.finding import Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import Element, bpmn, kind, text

_THROWERS = ("endEvent", "intermediateThrowEvent")


def error_uncaught(folder: Folder) -> Iterator[Hit]:
    """An error that nobody catches would end the case as if all were well."""
    for node in folder.nodes("endEvent"):
        for definition in node.definitions:
            if kind(definition) == "errorEventDefinition" and not _caught(node.scope, _code(definition, "error"), folder, {}):
                yield hit(node, code=_code(definition, "error") or "-")


def cancel_outside_transaction(folder: Folder) -> Iterator[Hit]:
    """Cancelling belongs to a transaction; elsewhere there is nothing to cancel."""
    for node in folder.nodes("endEvent"):
        if "cancel" in node.triggers and _transaction(node) is None:
            yield hit(node)


def cancel_uncaught(folder: Folder) -> Iterator[Hit]:
    """A cancelled transaction is left through its cancel boundary event; without one the token has nowhere to go."""
    for node in folder.nodes("endEvent"):
        host = _transaction(node)
        if "cancel" in node.triggers and host is not None and not any("cancel" in b.triggers for b in host.boundaries):
            yield hit(node)


def code_missing(folder: Folder) -> Iterator[Hit]:
    """An error or escalation is recognised by its code. Only an event that catches may leave it out: it catches all."""
    for node in folder.nodes(*_THROWERS):
        for definition in node.definitions:
            name = kind(definition).removesuffix("EventDefinition")
            if name in ("error", "escalation") and not _code(definition, name):
                yield hit(node, trigger_kind=kind(definition))
    for node in folder.nodes("boundaryEvent", "startEvent"):
        for definition in node.definitions:
            name = kind(definition).removesuffix("EventDefinition")
            if name in ("error", "escalation") and definition.get(f"{name}Ref") and not _code(definition, name):
                yield hit(node, trigger_kind=kind(definition))


def name_missing(folder: Folder) -> Iterator[Hit]:
    """Messages and signals find each other by name."""
    for diagram in folder.diagrams:
        for name in ("message", "signal"):
            used = {e.get(f"{name}Ref") for e in diagram.xml.iter()}
            for identity, element in diagram.declared(name).items():
                if not (element.get("name") or "").strip() and identity in used:
                    yield hit(Spotted(file=diagram.file, xml=element))


def message_missing(folder: Folder) -> Iterator[Hit]:
    """Which message? Without one nothing is sent, and nothing waited for."""
    for node in folder.nodes("sendTask", "receiveTask"):
        if not node.xml.get("messageRef"):
            yield hit(node)
    for node in folder.nodes():
        for definition in node.definitions:
            if kind(definition) == "messageEventDefinition" and not definition.get("messageRef"):
                yield hit(node)


def condition_missing(folder: Folder) -> Iterator[Hit]:
    """A conditional event without a condition waits for ever."""
    for node in folder.nodes():
        for definition in node.definitions:
            if kind(definition) == "conditionalEventDefinition" and not text(definition.find(bpmn("condition"))):
                yield hit(node)


def signal_missing(folder: Folder) -> Iterator[Hit]:
    """Which signal?"""
    for node in folder.nodes():
        for definition in node.definitions:
            if kind(definition) == "signalEventDefinition" and not definition.get("signalRef"):
                yield hit(node)


def signal_never_thrown(folder: Folder) -> Iterator[Hit]:
    """Signals stay inside a case. One that this diagram never throws is waited for in vain."""
    thrown = {s for n in folder.nodes(*_THROWERS) for s in _signals(n)}
    for node in folder.nodes("intermediateCatchEvent", "boundaryEvent", "startEvent"):
        for signal in _signals(node):
            if signal not in thrown:
                yield hit(node, signal=signal)


def _signals(node: Node) -> Iterator[str]:
    for definition in node.definitions:
        if kind(definition) == "signalEventDefinition" and definition.get("signalRef"):
            reference = definition.get("signalRef", "")
            declared = _declared(definition, "signal", reference)
            yield reference if declared is None else declared.get("name") or reference


def _transaction(node: Node) -> Node | None:
    """The innermost transaction around it."""
    host = node.scope.host
    while host is not None and host.kind != "transaction":
        host = host.scope.host
    return host


def _caught(scope: Scope, code: str, folder: Folder, known: dict[Scope, bool]) -> bool:
    """Whether an error thrown in this scope meets an event subprocess or a boundary event on its way out, in every process
    that calls this one. An event subprocess cannot catch what it throws itself."""
    own: Node | None = None
    while True:
        if any(_catches(s, code) for n in scope.nodes if n.is_event_subprocess and n is not own for s in _starts(n)):
            return True
        if scope.host is None or scope.parent is None:
            break
        if any(_catches(b, code) for b in scope.host.boundaries):
            return True
        own, scope = scope.host, scope.parent
    if scope not in known:
        known[scope] = False  # while it is looked at: a process that calls itself catches nothing by that
        callers = [n for n in folder.nodes("callActivity") if folder.called(n) is scope]
        known[scope] = bool(callers) and all(
            any(_catches(b, code) for b in n.boundaries) or _caught(n.scope, code, folder, known) for n in callers
        )
    return known[scope]


def _starts(node: Node) -> Iterator[Node]:
    inner = node.scope.inner.get(node.id)
    return iter(()) if inner is None else inner.of("startEvent")


def _catches(node: Node, code: str) -> bool:
    return any(not d.get("errorRef") or _code(d, "error") == code for d in node.definitions if kind(d) == "errorEventDefinition")


def _code(definition: Element, name: str) -> str:
    declared = _declared(definition, name, definition.get(f"{name}Ref", ""))
    return "" if declared is None else (declared.get(f"{name}Code") or "").strip()


def _declared(element: Element, name: str, identity: str) -> Element | None:
    root = element.getroottree().getroot()
    return next((e for e in root.iterchildren(bpmn(name)) if identity and e.get("id") == identity), None)
