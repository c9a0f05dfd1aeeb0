"""Boundary events: on an activity that can bring them about, and alone of their kind."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Node
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import Element, bpmn

_CONTAINERS = frozenset({"subProcess", "transaction", "callActivity"})
_RAISERS = {
    "error": _CONTAINERS | {"serviceTask"},
    "escalation": _CONTAINERS,
    "cancel": frozenset({"transaction"}),
}
_INSTANT = frozenset({"scriptTask", "businessRuleTask", "sendTask", "task"})


def boundary_idle(folder: Folder) -> Iterator[Hit]:
    """The activity can never bring this event about, or is over before anything can happen."""
    for host, event in _attached(folder):
        for trigger in event.triggers:
            raisers = _RAISERS.get(trigger)
            if host.kind in _INSTANT if raisers is None else host.kind not in raisers:
                yield hit(event, host_kind=host.kind, trigger_kind=f"{trigger}EventDefinition")


def boundary_must_interrupt(folder: Folder) -> Iterator[Hit]:
    """After an error or a cancellation the activity is over; it cannot go on beside its handler."""
    for _, event in _attached(folder):
        if event.xml.get("cancelActivity") in ("false", "0") and not {"error", "cancel"}.isdisjoint(event.triggers):
            yield hit(event, trigger_kind=f"{event.triggers[0]}EventDefinition")


def boundary_twice(folder: Folder) -> Iterator[Hit]:
    """Two handlers for the same event: only one can have it."""
    for node in folder.nodes():
        seen: set[tuple[str, str]] = set()
        for event in node.boundaries:
            for trigger, definition in zip(event.triggers, event.definitions, strict=True):
                if trigger in ("error", "escalation", "message", "cancel"):
                    key = (trigger, _meaning(definition, trigger))
                    if key in seen:
                        yield hit(event, trigger_kind=f"{trigger}EventDefinition")
                    seen.add(key)


def _attached(folder: Folder) -> Iterator[tuple[Node, Node]]:
    return ((node, event) for node in folder.nodes() for event in node.boundaries)


def _meaning(definition: Element, trigger: str) -> str:
    """What it recognises its event by: the name or code, not the id."""
    reference = definition.get(f"{trigger}Ref", "")
    for declared in definition.getroottree().getroot().iterchildren(bpmn(trigger)):
        if reference and declared.get("id") == reference:
            return declared.get("name" if trigger == "message" else f"{trigger}Code") or reference
    return reference
