"""One running case as tokens, and its embedded subprocesses. Replaces the library's tree walks by an agenda: every token that
has something to do stands in one queue, in the order in which it got there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from engine.bounds import MAX_NESTING, MAX_TOKENS
from engine.errors import LimitExceeded
from engine.spiff.token import COMPLETED, WAITING, Token

if TYPE_CHECKING:
    from engine.spiff.host import Host
    from engine.spiff.nodes.node import Node
    from engine.spiff.specification import Specification


class Scope:
    """What the case itself and each embedded subprocess have in common: a root and the tokens under it."""

    top_workflow: CaseWorkflow
    tasks: dict[int, Token]
    task_tree: Token
    spec: Any
    completed: bool

    def plant(self) -> Token:
        """The root. It is no token: it only holds the tokens."""
        self.task_tree = Token(self, self.spec.start, state=COMPLETED)
        return self.task_tree

    def tokens(self) -> Iterator[Token]:
        """All tokens of this scope, oldest first."""
        return (token for token in list(self.tasks.values()) if token.live)

    def put(self, node: Node, via: str | None = None) -> Token:
        """A new token at a node; the agenda lets it arrive. `via`: the flow it came by, which only joins ask for."""
        token = Token(self, node, self.task_tree)
        if via is not None and node.joins:
            token.internal_data["via"] = via
        node._update(token)
        return token

    def send(self, element: str, inside: list[str]) -> Token:
        """A new token at an element by a way that is not drawn; `inside`: where to go on within it, see SubProcess."""
        token = self.put(self.spec.task_specs[element])
        if inside:
            token.internal_data["at"] = inside
        return token

    def begin(self, starts: Iterable[Node]) -> None:
        """Tokens at the triggers of event subprocesses and at the given start events."""
        for node in (*self.spec.triggers, *starts):
            self.put(node)

    def idle(self) -> bool:
        """Whether only triggers of event subprocesses are left, so that the scope has come to its end."""
        return all(token.task_spec.is_trigger and token._state == WAITING for token in self.tokens())

    def clear(self) -> None:
        """Cancel every token."""
        for token in list(self.tokens()):
            token.cancel()


class SubScope(Scope, BpmnSubWorkflow):  # type: ignore[misc]
    """An embedded subprocess, a called process or a transaction while it runs."""

    parent_task_id: int
    depth: int

    @property
    def host(self) -> Token:
        """The token of the activity outside which this scope is the inside of."""
        return self.top_workflow.hosts[self.parent_task_id]


class CaseWorkflow(Scope, BpmnWorkflow):  # type: ignore[misc]
    """The whole case. `turn` is what the nodes ask for everything that is not tokens."""

    def __init__(self, specification: Specification, turn: Host) -> None:
        super().__init__(specification.main, specification.inner, script_engine=turn, deserializing=True)
        self.turn = turn
        self.agenda: deque[Token] = deque()
        self.outcome: str | None = None
        self.hosts: dict[int, Token] = {}
        self.subprocesses: dict[int, SubScope] = {}
        self.plant()

    def scopes(self) -> list[Scope]:
        """The case and all running subprocesses, outermost first."""
        return [self, *self.subprocesses.values()]

    def all_tokens(self) -> list[Token]:
        """Every token anywhere. Asked for six times in a step: what `tokens` says, in one go."""
        return [token for scope in self.scopes() for token in scope.tasks.values() if token._state < COMPLETED]

    def create_subprocess(self, host: Token, name: str) -> SubScope:
        self.hosts[host.id] = host
        scope = SubScope(self.subprocess_specs[name], host.id, self, deserializing=True)
        if scope.depth > MAX_NESTING:
            del self.hosts[host.id]
            raise LimitExceeded("nesting", MAX_NESTING, host.task_spec.element.id)
        self.subprocesses[host.id] = scope
        scope.plant()
        return scope

    def get_task_from_id(self, identity: int) -> Token:
        return self.hosts[identity]

    def close(self, host: Token) -> None:
        """Drop the subprocess of a host, and what runs inside it."""
        scope = self.subprocesses.pop(host.id, None)
        if scope is not None:
            scope.completed = True
            scope.clear()
            self.hosts.pop(host.id, None)

    def check_size(self, element: str) -> None:
        if sum(len(scope.tasks) for scope in self.scopes()) > MAX_TOKENS:
            raise LimitExceeded("tokens", MAX_TOKENS, element)


NOTHING: Mapping[str, Any] = {}


def locals_of(token: Token) -> Mapping[str, Any]:
    """What the loops around this token have set aside for it: `item`, `loopCounter`, results inside a multi-instance."""
    frames = [t.data for t in _outward(token) if t.data]
    if not frames:
        return NOTHING
    merged: dict[str, Any] = {}
    for frame in reversed(frames):
        merged.update(frame)
    return merged


def frame_of(token: Token) -> dict[str, Any] | None:
    """Where results go inside a multi-instance: to the innermost instance. None: to the case file."""
    return next((t.data for t in _outward(token) if "index" in t.internal_data), None)


def _outward(token: Token) -> Iterator[Token]:
    yield token
    scope = token.workflow
    while isinstance(scope, SubScope):
        token = scope.host
        yield token
        scope = token.workflow
