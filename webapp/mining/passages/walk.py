"""One command explained: which elements and flows its tokens passed, found out from what it finished and what it began.

Marks, one sign and an element, in the order of the events: `-` a step or job was finished, `!` an event happened, `?` a message
came (its name), `~` a job failed (`job/code`), `*` the case began (its message, or nothing), `+` something began to wait, `=`
something was passed at once, `.` the case ended there, `^` an escalation was raised (`element/code`), `x` somebody moved it by
hand: no flow was passed."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from webapp.mining.passages.ways import Edge, Token, Ways

MOST_DETOURS = 3
EVENTS = ("intermediateCatchEvent", "receiveTask")
LONGEST = 40
"""Silent elements between two that the history names."""


@dataclass(slots=True)
class Walk:
    """`elements`, `flows`: passed, each time it was. `entered`: element that began to wait -> flows and silent elements on the
    way there. `left`: elements whose waiting ended. `lost`: what began without a way to it. What waits behind an event gateway
    waits at the gateway."""

    elements: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    entered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def walk(ways: Ways, marks: Sequence[str]) -> Walk:
    """The passages of one command. What the diagram does not have is passed over. The shortest ways are taken first; where they
    leave something unexplained, one flow after the other is closed, and what explains more is kept."""
    best, closed = _Walker(ways, frozenset()).run(marks), frozenset[str]()
    for _ in range(MOST_DETOURS):
        tried = [(closed | {flow}, _Walker(ways, closed | {flow}).run(marks)) for flow in dict.fromkeys(best.flows) if best.lost]
        better = min(tried, key=lambda one: len(one[1].lost), default=None)
        if better is None or len(better[1].lost) >= len(best.lost):
            break
        closed, best = better
    return best


class _Walker:
    """`closed`: flows that are not taken."""

    def __init__(self, ways: Ways, closed: Set[str]) -> None:
        self.ways, self.closed, self.tokens, self.found = ways, closed, list[Token](), Walk()
        self.at = set[str]()
        """elements where a token has already been seen in this command"""

    def run(self, marks: Sequence[str]) -> Walk:
        if "x" in marks:
            return self.found
        ended = False
        for mark in marks:
            sign, about = mark[:1], mark[1:]
            ended |= sign == "."
            self._read(sign, about)
        if not ended:
            for token in list(self.tokens):
                self._rest(token, LONGEST)
        return self.found

    def _read(self, sign: str, about: str) -> None:
        element, _, code = about.partition("/")
        known = element in self.ways
        if sign == "*":
            self.tokens.append(self.ways.begins(about or None))
        elif sign == "?":
            self._receives(self.ways.catches("message", about))
        elif sign == "~":
            self.tokens.append(self.ways.catches("error", code=code))
            self._leaves(element)
        elif not known:
            return
        elif sign == "-":
            self._leaves(element)
            self.tokens += self.ways.after(element)
        elif sign == "!":
            self._leaves(element)
            self._happens(self.ways.fires(self.ways.model.elements[element]).edges[0])
        elif sign == "^":
            self._reach(element, passing=True)
            self.tokens.append(self.ways.catches("escalation", code=code))
        elif sign in "+=.":
            self._reach(element, passing=sign != "+")

    def _receives(self, message: Token) -> None:
        """Which of several events of one name took it shows in what follows."""
        if len(message.edges) == 1:
            self._leaves(message.edges[0].target)
            self._happens(message.edges[0])
        else:
            self.tokens.append(message)

    def _happens(self, edge: Edge) -> None:
        self._pass(edge)
        self.tokens += self.ways.after(edge.target)

    def _leaves(self, element: str) -> None:
        if element in self.ways:
            self.found.left.append(self.ways.waits_at(element))

    def _pass(self, edge: Edge, *, waits: bool = False) -> None:
        """`waits`: for an event, which is passed when it happens."""
        if edge.flow is not None:
            self.found.flows.append(edge.flow)
        if waits and self.ways.type_of(edge.target) in EVENTS:
            return
        self.found.elements.append(edge.target)
        around = self.ways.model.elements[edge.target]
        if around.type == "startEvent" and (scope := self.ways.model.elements.get(around.scope)) and scope.triggered:
            self.found.elements.append(scope.id)

    def _reach(self, element: str, *, passing: bool) -> None:
        """A token came to `element`: find out from where."""
        if self.ways.type_of(element) in ("boundaryEvent", "startEvent") or (passing and not self._is_passed(element)):
            return
        target = self.ways.waits_at(element) if not passing else element
        if target in self.at and (passing or target in self.found.entered):
            return
        way = self._way_to(target)
        if way is None:
            self.found.lost += [] if passing else [element]
            return
        for edge in way:
            self._take(edge, waits=not passing and edge is way[-1])
            self.at.add(edge.target)
            if passing or edge is not way[-1]:
                self.tokens += self.ways.after(edge.target)
        if not passing:
            flows = tuple(edge.flow for edge in way if edge.flow)
            self.found.entered[target] = (*flows, *(edge.target for edge in way[:-1]))

    def _is_passed(self, element: str) -> bool:
        return self.ways.type_of(element) not in ("userTask", "manualTask", "task", "serviceTask", "receiveTask", "sendTask")

    def _way_to(self, target: str) -> list[Edge] | None:
        """The shortest way; from the newest token first."""
        best: list[Edge] | None = None
        for token in reversed(self.tokens):
            way = self._shortest(token, target)
            if way is not None and (best is None or len(way) < len(best)):
                best = way
        return best

    def _shortest(self, token: Token, target: str) -> list[Edge] | None:
        first = [edge for edge in token.edges if edge.flow not in self.closed]
        came: dict[Edge, Edge | None] = dict.fromkeys(first)
        waiting, seen = deque(first), {edge.target for edge in first}
        while waiting:
            edge = waiting.popleft()
            if edge.target == target:
                return _back(edge, came)
            if not self._goes_on(edge.target, came[edge] is None):
                continue
            for after in self.ways.after(edge.target):
                for other in after.edges:
                    if other.target not in seen and other.flow not in self.closed:
                        seen.add(other.target)
                        came[other] = edge
                        waiting.append(other)
        return None

    def _goes_on(self, element: str, is_first: bool) -> bool:
        """Whether a token passes it unseen; what has just happened (a message came, an error was caught) is passed too."""
        one = self.ways.model.elements[element]
        caught = (
            is_first and bool(one.events) and one.type in ("boundaryEvent", "intermediateCatchEvent", "startEvent", "receiveTask")
        )
        by_signal = one.type in ("boundaryEvent", "startEvent") and any(
            event.kind in ("signal", "error", "escalation") for event in one.events
        )
        return caught or by_signal or self.ways.is_silent(element)

    def _take(self, edge: Edge, *, waits: bool) -> None:
        """Use up what `edge` is a way out of, note it, and leave behind what follows."""
        for place in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[place]
            if edge in token.edges:
                rest = tuple(one for one in token.edges if one != edge)
                if token.mode == "all" and rest:
                    self.tokens[place] = Token(rest, "all", token.sure)
                elif token.mode != "some":
                    del self.tokens[place]
                break
        self._pass(edge, waits=waits)

    def _rest(self, token: Token, far: int) -> None:
        """What must have happened although nothing shows it: a token that went to its end, or to where it waits for others."""
        if not token.sure or far == 0:
            return
        edges = token.edges
        if token.mode == "one" and len(edges) > 1:
            edges = tuple(edge for edge in edges if self._ends_unseen(edge, far))
            if len(edges) != 1:
                return
        for edge in edges:
            if not self._ends_unseen(edge, far):
                continue
            if self.ways.is_join(edge.target):
                self.found.flows += [edge.flow] if edge.flow else []
                continue
            self._pass(edge)
            for after in self.ways.after(edge.target):
                self._rest(after, far - 1)

    def _ends_unseen(self, edge: Edge, far: int) -> bool:
        """Whether this way leads to an end or a join with nothing on it that the history would name."""
        if far == 0:
            return False
        if self.ways.is_join(edge.target):
            return True
        if not self._goes_on(edge.target, False):
            return False
        afters = self.ways.after(edge.target)
        if self.ways.type_of(edge.target) == "endEvent" or not afters:
            return True
        return any(self._ends_unseen(other, far - 1) for token in afters if token.sure for other in token.edges)


def _back(edge: Edge, came: dict[Edge, Edge | None]) -> list[Edge]:
    found = [edge]
    while (before := came[found[-1]]) is not None:
        found.append(before)
    return found[::-1]
