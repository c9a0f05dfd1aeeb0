"""What an event may wait for or throw, and where: the table of what the engine does right."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Node
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.graph import link_name

_ELSEWHERE = frozenset({"compensate"})  # refused as an element, with its own reason
_ALLOWED: dict[str, frozenset[str]] = {
    name: frozenset(triggers.split())
    for name, triggers in {
        "start": "message",
        "start of a subprocess": "",
        "start of an event subprocess": "message signal timer conditional error escalation",
        "intermediateCatchEvent": "message signal timer conditional link",
        "intermediateThrowEvent": "message signal escalation link",
        "boundaryEvent": "message signal timer conditional error escalation cancel",
        "endEvent": "message signal error escalation terminate cancel",
    }.items()
}


def trigger_missing(folder: Folder) -> Iterator[Hit]:
    """An event that waits for nothing is passed at once, though the drawing says "wait"."""
    for node in folder.nodes("intermediateCatchEvent", "boundaryEvent"):
        if not node.definitions:
            yield hit(node)


def trigger_several(folder: Folder) -> Iterator[Hit]:
    """An event may have several triggers, but a jump is no trigger: it cannot stand beside one."""
    for node in folder.nodes():
        if len(node.definitions) > 1 and "link" in node.triggers:
            yield hit(node)


def start_trigger(folder: Folder) -> Iterator[Hit]:
    """A case is started by a person, an interface or a message of another case; nothing starts it by timer or signal."""
    yield from (h for h in _misplaced(folder) if h.facts["position"] == "start")


def subprocess_start_trigger(folder: Folder) -> Iterator[Hit]:
    """A subprocess begins when the token arrives; its start event cannot wait for anything."""
    yield from (h for h in _misplaced(folder) if h.facts["position"] == "start of a subprocess")


def event_subprocess_trigger(folder: Folder) -> Iterator[Hit]:
    """An event subprocess is started by its event; without one, or by one of another kind, it would never run."""
    yield from (h for h in _misplaced(folder) if h.facts["position"] == "start of an event subprocess")
    for node in folder.nodes("startEvent"):
        if _position(node) == "start of an event subprocess" and not node.definitions:
            yield hit(node, trigger_kind="none", position="start of an event subprocess")


def trigger_misplaced(folder: Folder) -> Iterator[Hit]:
    """This kind of event does not exist at this place."""
    yield from (h for h in _misplaced(folder) if not str(h.facts["position"]).startswith("start"))


def link_unmatched(folder: Folder) -> Iterator[Hit]:
    """A jump without a landing."""
    for scope in folder.scopes:
        landings = {link_name(n) for n in scope.of("intermediateCatchEvent")}
        for node in scope.of("intermediateThrowEvent"):
            if (name := link_name(node)) is not None and name not in landings:
                yield hit(node, link=name or "-")


def link_ambiguous(folder: Folder) -> Iterator[Hit]:
    """Two landings of one name: where should the token go?"""
    for scope in folder.scopes:
        seen: set[str] = set()
        for node in scope.of("intermediateCatchEvent"):
            if (name := link_name(node)) is not None:
                if name in seen or not name:
                    yield hit(node, link=name or "-")
                seen.add(name)


def link_with_flow(folder: Folder) -> Iterator[Hit]:
    """The token jumps, so a flow out of the jump or into the landing is never taken."""
    for node in folder.nodes("intermediateThrowEvent", "intermediateCatchEvent"):
        flows = node.outgoing if node.kind == "intermediateThrowEvent" else node.incoming
        if link_name(node) is not None and flows:
            yield hit(node)


def _position(node: Node) -> str:
    if node.kind != "startEvent":
        return node.kind
    if node.scope.host is None:
        return "start"
    return "start of an event subprocess" if node.scope.host.is_event_subprocess else "start of a subprocess"


def _misplaced(folder: Folder) -> Iterator[Hit]:
    for node in folder.nodes(*_KINDS):
        position = _position(node)
        for trigger in node.triggers:
            if trigger not in _ALLOWED[position] | _ELSEWHERE:
                yield hit(node, trigger_kind=f"{trigger}EventDefinition", position=position)


_KINDS = ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent")
