"""A diagram as the ways a token can take in one go: from where it stands, over what it passes without a trace in the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engine.diagram.elements import Element, Model

SCOPES = ("subProcess", "transaction", "adHocSubProcess")
JOINS = ("parallelGateway", "inclusiveGateway", "complexGateway")
GATEWAYS = (*JOINS, "exclusiveGateway")
NEVER_SEEN = (*GATEWAYS, *SCOPES, "scriptTask", "callActivity", "startEvent")
SILENT_EVENTS = frozenset(("signal", "link", "terminate", "cancel"))
"""Throwing these leaves no event of its own in the history."""

Mode = Literal["one", "all", "some"]
"""Of several edges a token takes one, all, or any number."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`flow`: id of a sequence flow; None: a way that is not drawn, into a subprocess or to what catches a signal."""

    flow: str | None
    target: str


@dataclass(frozen=True, slots=True)
class Token:
    """What may follow. `sure`: it does follow, even when the history shows nothing of it."""

    edges: tuple[Edge, ...]
    mode: Mode
    sure: bool = True


class Ways:
    """Of one diagram."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.incoming: dict[str, list[Edge]] = {}
        for source, flows in model.flows.items():
            for flow in flows:
                self.incoming.setdefault(flow.target, []).append(Edge(flow.id, source))
        self._after: dict[str, tuple[Token, ...]] = {}

    def __contains__(self, element: str) -> bool:
        return element in self.model.elements

    def type_of(self, element: str) -> str:
        return self.model.elements[element].type

    def is_silent(self, element: str) -> bool:
        """Whether a token goes through without waiting and without an event that names it."""
        one = self.model.elements[element]
        if one.type in NEVER_SEEN:
            return True
        if one.type in ("intermediateThrowEvent", "endEvent"):
            return all(event.kind in SILENT_EVENTS or event.kind == "error" for event in one.events)
        return one.type == "intermediateCatchEvent" and not one.events

    @property
    def waited(self) -> list[str]:
        """Events that a token stands at until they happen."""
        catching = ("intermediateCatchEvent", "receiveTask")
        return [one.id for one in self.model.elements.values() if one.type in catching and one.events]

    def is_join(self, element: str) -> bool:
        """Where a token may have to wait for others."""
        return self.type_of(element) in JOINS and len(self.incoming.get(element, ())) > 1

    def waits_at(self, element: str) -> str:
        """Where a token stands that waits for this event: the event gateway before it, else the event itself."""
        for edge in self.incoming.get(element, ()):
            if self.type_of(edge.target) == "eventBasedGateway":
                return edge.target
        return element

    def after(self, element: str) -> tuple[Token, ...]:
        """What may follow once a token went through an element."""
        found = self._after.get(element)
        if found is None:
            found = self._after[element] = tuple(token for token in self._tokens(self.model.elements[element]) if token.edges)
        return found

    def begins(self, message: str | None) -> Token:
        """How a case began: at the start event of the message, or at a plain one."""
        tops = [one for scope in self.model.processes for one in self.model.of_scope(scope) if one.type == "startEvent"]
        named = [one for one in tops if message and any(event.name == message for event in one.events)]
        return _to(named or [one for one in tops if not one.events] or tops)

    def catches(self, kind: str, name: str | None = None, code: str | None = None) -> Token:
        """What may have caught a message or signal of this name, an error or escalation of this code."""
        found = [
            one
            for one in self.model.elements.values()
            if one.type in ("boundaryEvent", "intermediateCatchEvent", "startEvent", "receiveTask")
            and (one.type != "startEvent" or one.scope not in self.model.processes)
            and any(event.kind == kind and event.name == name and event.code in (None, code) for event in one.events)
        ]
        return self.fires(*found, sure=False)

    def fires(self, *events: Element, sure: bool = True) -> Token:
        """One of these events happened: also the way from the event gateway it stood behind."""
        edges = []
        for event in events:
            before = [edge.flow for edge in self.incoming.get(event.id, ()) if edge.target == self.waits_at(event.id)]
            edges.append(Edge(before[0] if before and self.waits_at(event.id) != event.id else None, event.id))
        return Token(tuple(edges), "one", sure)

    def _tokens(self, element: Element) -> Iterable[Token]:
        if element.type in SCOPES:
            yield self._into(element.id)
            if element.loop:
                yield Token(self._into(element.id).edges, "some", sure=False)
        elif element.type == "endEvent":
            yield from self._ends(element)
        elif element.type != "eventBasedGateway":
            yield self._drawn(element)
            for event in element.events:
                if event.kind == "signal" and element.type == "intermediateThrowEvent":
                    yield self.catches("signal", event.name)

    def _drawn(self, element: Element) -> Token:
        edges = tuple(Edge(flow.id, flow.target) for flow in self.model.flows.get(element.id, ()))
        if element.type in ("inclusiveGateway", "complexGateway"):
            return Token(edges, "some", sure=len(edges) == 1)
        # one of several instances is not the end of them
        return Token(edges, "one" if element.type in GATEWAYS[3:] else "all", sure=element.loop is None)

    def _into(self, scope: str) -> Token:
        inner = self.model.of_scope(scope)
        starts = [one for one in inner if one.type == "startEvent"]
        first = [one for one in inner if one.id not in self.incoming and one.type != "boundaryEvent" and not one.triggered]
        return _to(starts or first)

    def _ends(self, element: Element) -> Iterable[Token]:
        for event in element.events:
            if event.kind in ("error", "escalation", "signal"):
                yield self.catches(event.kind, event.name if event.kind == "signal" else None, event.code)
                if event.kind == "error":
                    return
        around = self.model.elements.get(element.scope)
        if around is not None and not around.triggered:
            # others may still be at work in there
            yield Token(self._drawn(around).edges, "all", sure=False)
            if around.loop:
                yield Token(self._into(around.id).edges, "some", sure=False)


def _to(elements: Iterable[Element]) -> Token:
    return Token(tuple(Edge(None, one.id) for one in elements), "one")
