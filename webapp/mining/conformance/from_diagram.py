"""From a diagram to a net, after Dijkman, Dumas and Ouyang, "Semantics and analysis of business process models in BPMN" (2008).

What decides a way (conditions, data, time) is left open: every way that is drawn is allowed. Beyond the paper: subprocesses end
when nothing in them is marked, a terminate end clears its scope, boundary events that do not interrupt put their token beside the
others, an inclusive gateway opens any of its ways and joins those that came, several instances are one or more in a row, or none.

An event subprocess that does not interrupt runs beside the rest, as often as it is called, and ends with what it stands in: it
is a net of its own. A trace fits when its steps fit net by net (van der Aalst, "Decomposing Petri nets for process mining",
2013)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice

from engine.diagram.elements import Element, Model
from webapp.mining.conformance.alignment import TooLarge
from webapp.mining.conformance.net import Net, Transition, net

MOST_SUBSETS = 6
"""Outgoing ways of an inclusive gateway that are combined freely; of more, each alone or all."""
MOST_TRANSITIONS = 20_000
"""A diagram with more is not looked through."""
NOTHING: frozenset[str] = frozenset()
SCOPES = ("subProcess", "transaction", "adHocSubProcess")
GATEWAYS_XOR = ("exclusiveGateway", "eventBasedGateway")
GATEWAYS_OR = ("inclusiveGateway", "complexGateway")

Label = Callable[[Element], str | None]


def nets_of(model: Model, label: Label) -> list[Net]:
    """The process, and what runs beside it if it shows anything. `label` says under which name a history shows an element; None:
    not at all. Raises TooLarge."""
    process = model.processes[0] if model.processes else ""
    translation = _Translation(model, label)
    steps = list(islice(translation.transitions(process), MOST_TRANSITIONS + 1))
    if len(steps) > MOST_TRANSITIONS:
        raise TooLarge
    whole = net([_start(process)], steps)
    beside = (
        net([_called(scope)], [*translation.transitions(scope), _again(scope)], may_stop=True) for scope in translation.beside
    )
    return [whole, *(one for one in beside if one.labels)]


def people(element: Element) -> str | None:
    """Steps of people, by id."""
    return element.id if element.type in ("userTask", "manualTask", "task") else None


class _Translation:
    def __init__(self, model: Model, label: Label) -> None:
        self.model, self.label = model, label
        self.incoming: dict[str, list[str]] = {}
        for flows in model.flows.values():
            for flow in flows:
                self.incoming.setdefault(flow.target, []).append(_flow(flow.id))
        self.inside: dict[str, frozenset[str]] = {}
        self.beside = [one.id for one in model.elements.values() if one.type in SCOPES and self._is_beside(one)]

    def _is_beside(self, element: Element) -> bool:
        starts = [one for one in self.model.of_scope(element.id) if one.type == "startEvent"]
        return element.triggered and all(not start.interrupting for start in starts)

    def transitions(self, process: str) -> Iterator[Transition]:
        return (one for scope in self._scopes(process) for one in self._scope(scope))

    def _scopes(self, top: str) -> Iterator[str]:
        yield top
        for element in self.model.of_scope(top):
            if element.type in SCOPES and not self._is_beside(element):
                yield from self._scopes(element.id)

    def _places(self, scope: str) -> frozenset[str]:
        """All places in a scope and in what it holds."""
        if scope not in self.inside:
            found = {_start(scope)}
            for element in self.model.of_scope(scope):
                found.add(_at(element.id))
                found |= {_flow(flow.id) for flow in self.model.flows.get(element.id, ())}
                found |= self._places(element.id) | {_inside(element.id)} if element.type in SCOPES else set()
            self.inside[scope] = frozenset(found)
        return self.inside[scope]

    def _scope(self, scope: str) -> Iterator[Transition]:
        for element in self.model.of_scope(scope):
            if element.type in SCOPES and element.triggered:
                if not self._is_beside(element):
                    yield from self._event_subprocess(element, scope)
            elif element.type == "boundaryEvent":
                yield from self._boundary(element)
            elif element.type == "startEvent":
                yield _silent([_start(scope)], self._out(element))
            else:
                yield from self._element(element, scope)

    def _element(self, element: Element, scope: str) -> Iterator[Transition]:
        came = self.incoming.get(element.id, [])
        match element.type:
            case "parallelGateway":
                yield _silent(came, self._out(element))
            case kind if kind in GATEWAYS_XOR:
                yield from (_silent([one], [out]) for one in came for out in self._out(element) or [None])
            case kind if kind in GATEWAYS_OR:
                yield from self._inclusive(element, came)
            case "endEvent":
                ends = any(event.kind == "terminate" for event in element.events)
                clears = self._places(scope) if ends else NOTHING
                yield from (Transition(takes=frozenset([one]), puts=NOTHING, clears=clears) for one in came)
            case _:
                yield from (_silent([one], [_at(element.id)]) for one in came or self._begins(element, scope))
                yield from self._activity(element)

    def _begins(self, element: Element, scope: str) -> list[str]:
        """What nothing leads to begins with its scope, unless the scope has a start event or it is jumped to."""
        has_start = any(one.type == "startEvent" for one in self.model.of_scope(scope))
        return [] if has_start or element.type in ("intermediateCatchEvent", "intermediateThrowEvent") else [_start(scope)]

    def _activity(self, element: Element) -> Iterator[Transition]:
        at, out = _at(element.id), self._out(element)
        if element.type in SCOPES:
            inner = self._places(element.id)
            begun = _inside(element.id)
            yield Transition(takes=frozenset([at]), puts=frozenset([begun, _start(element.id)]))
            yield Transition(takes=frozenset([begun]), puts=frozenset(out), blocks=inner)
            if element.loop:
                yield Transition(takes=frozenset([begun]), puts=frozenset([at]), blocks=inner)
                yield _silent([at], out)
            return
        label = self.label(element)
        yield Transition(takes=frozenset([at]), puts=frozenset(out), label=label)
        if element.loop and label is not None:
            yield Transition(takes=frozenset([at]), puts=frozenset([at]), label=label)
            yield _silent([at], out)

    def _boundary(self, element: Element) -> Iterator[Transition]:
        host = self.model.elements.get(element.attached_to or "")
        if host is None:
            return
        is_scope = host.type in SCOPES
        here = _inside(host.id) if is_scope else _at(host.id)
        inner = self._places(host.id) if is_scope else NOTHING
        out = frozenset(self._out(element))
        if element.interrupting:
            yield Transition(takes=frozenset([here]), puts=out, clears=inner)
        else:
            yield Transition(takes=frozenset([here]), puts=out | {here})

    def _event_subprocess(self, element: Element, scope: str) -> Iterator[Transition]:
        """May begin while its scope is at work, and clears the rest of it."""
        begun, inner = _inside(element.id), self._places(element.id)
        others = self._places(scope) - inner - {begun}
        puts = frozenset([begun, _start(element.id)])
        for place in sorted(others):
            yield Transition(takes=frozenset([place]), puts=puts, clears=others, blocks=frozenset([begun]))
        yield Transition(takes=frozenset([begun]), puts=NOTHING, blocks=inner)

    def _inclusive(self, element: Element, came: list[str]) -> Iterator[Transition]:
        out = self._out(element)
        ways = [[one] for one in out] + [out] if len(out) > MOST_SUBSETS else _subsets(out) or [[]]
        for arrived in _subsets(came) if len(came) <= MOST_SUBSETS else [[one] for one in came]:
            rest = frozenset(came) - frozenset(arrived)
            yield from (Transition(takes=frozenset(arrived), puts=frozenset(way), blocks=rest) for way in ways)

    def _out(self, element: Element) -> list[str]:
        return [_flow(flow.id) for flow in self.model.flows.get(element.id, ())]


def _silent(takes: Iterable[str], puts: Iterable[str | None]) -> Transition:
    return Transition(takes=frozenset(takes), puts=frozenset(one for one in puts if one is not None))


def _subsets(of: list[str]) -> list[list[str]]:
    return [list(some) for size in range(1, len(of) + 1) for some in combinations(of, size)]


def _flow(identity: str) -> str:
    return f"flow:{identity}"


def _at(identity: str) -> str:
    return f"at:{identity}"


def _inside(identity: str) -> str:
    return f"in:{identity}"


def _called(scope: str) -> str:
    return f"called:{scope}"


def _again(scope: str) -> Transition:
    """Called any number of times, also while it runs."""
    return Transition(takes=frozenset([_called(scope)]), puts=frozenset([_called(scope), _start(scope)]))


def _start(scope: str) -> str:
    return f"start:{scope}"
