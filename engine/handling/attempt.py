"""One try at a command. When an element fails, the whole try is thrown away and made again with that go left out: its token
stays where it is, with an incident. So no half state is ever kept, whatever an element does before it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from engine import commands as c
from engine import events as e
from engine.bounds import MAX_STEPS
from engine.definition import Definition
from engine.errors import LimitExceeded
from engine.handling.acts import ACTS
from engine.handling.failure import Failed, incident
from engine.handling.moving.way_back import stands
from engine.handling.openwork import Open, is_anything_open, open_work
from engine.handling.surroundings import Surroundings
from engine.handling.timers import fire_due, may_differ, refresh
from engine.handling.turn import Turn
from engine.spiff import codec
from engine.spiff.nodes.catching import StartEvent
from engine.spiff.settle import finish, settle
from engine.spiff.token import WAITING, Token
from engine.spiff.workflow import CaseWorkflow
from engine.state import CaseState, unpack

Blocked = Mapping[int, tuple[str, str]]
"""Number of the go -> kind and message of the incident that it led to."""


class Attempt:
    """`before`: what was open. `sweeps`: what may have changed by itself is looked at too.
    `closing`: the event that ends the case, once it has come to its end. `version`: finds the other versions of the process.
    `facts`: what lists must show anew because the version is another one. `way_back`: see Content.before."""

    def __init__(
        self,
        definition: Definition,
        surroundings: Surroundings,
        state: CaseState,
        now: datetime,
        blocked: Blocked,
        version: Callable[[str], Definition],
    ) -> None:
        content = unpack(state.blob)
        self.turn = Turn(definition, surroundings, state, content, now)
        self.workflow: CaseWorkflow = codec.load(definition.specification, content.tokens, self.turn)
        self.before: Open = open_work(self.workflow, content)
        self.old_file = state.file
        self.number = state.number
        self.blocked = blocked
        self.goes = 0
        self.cancelled = False
        self.sweeps = False
        self.closing: e.Event | None = None
        self.version = version
        self.facts: dict[str, Any] = {}
        self.way_back: list[Any] | None = None
        self.stood = stands(content.tokens) if content.before is not None else b""

    def tell(self, event: e.Event) -> None:
        self.turn.events.append(event)

    def start(self, starts: list[Any]) -> None:
        """Put the first tokens."""
        self.workflow.begin(starts)
        for token in self.workflow.tokens():
            if isinstance(token.task_spec, StartEvent) and len(starts) == 1:
                token.internal_data["started"] = 1

    def act(self, command: c.Command) -> None:
        """Errors: Rejection, Failed."""
        self.turn.clocks.breach()
        self.sweeps = isinstance(command, c.FireTimers | c.RecomputeClocks | c.ResolveIncident)
        if isinstance(command, c.FireTimers):
            fire_due(self)
        else:
            ACTS[type(command)](self, command)
            self.settle()

    def settle(self) -> None:
        """Let the tokens move. Errors: Failed."""
        try:
            settle(
                self.workflow,
                self._may_go,
                partial(may_differ, self),
                lambda token, error: self.complain(token, *incident(error)),
            )
            finish(self.workflow)
        except Failed:
            raise
        except Exception as error:
            raise Failed(self.goes, *incident(error)) from error
        refresh(self)
        self._look_for_deadlock()

    def _may_go(self, token: Token) -> bool:
        if "blocked" in token.internal_data:
            return False
        self.goes += 1
        if self.goes in self.blocked:
            self.block(token, *self.blocked[self.goes])
            return False
        if self.goes > MAX_STEPS:
            self.block(token, "limit", str(LimitExceeded("steps", MAX_STEPS, token.task_spec.element.id)))
            return False
        return True

    def block(self, token: Token, kind: str, message: str) -> None:
        """The token goes no further until somebody has looked."""
        token.internal_data["blocked"] = 1
        self.complain(token, kind, message)

    def complain(self, token: Token, kind: str, message: str) -> None:
        """An incident at the token; one at a time."""
        if "incident" not in token.internal_data:
            number = self.turn.number()
            token.internal_data["incident"] = number
            self.turn.content.incidents[str(number)] = [token.task_spec.element.id, kind, message[:500]]

    def _look_for_deadlock(self) -> None:
        """A case that is not over and in which nothing is open waits for ever: somebody must know."""
        if self.workflow.completed or self.cancelled or is_anything_open(self.workflow, self.turn.content):
            return
        stuck = next((t for t in self.workflow.all_tokens() if t._state == WAITING and not t.task_spec.is_trigger), None)
        if stuck is not None:
            self.complain(stuck, "deadlock", "waits here for something that nobody is asked for")

    def kept_way_back(self, tokens: list[codec.Row]) -> list[Any] | None:
        """The way back from a migration, unless the case has gone on: with it or since."""
        if self.way_back is not None:
            return None if self.goes else self.way_back
        before = self.turn.content.before
        return before if before is not None and stands(tokens) == self.stood else None

    def after(self) -> Open:
        """What is open now. An incident whose token is gone is over."""
        content = self.turn.content
        if content.incidents:
            live = {str(token.internal_data.get("incident")) for token in self.workflow.all_tokens()}
            content.incidents = {number: about for number, about in content.incidents.items() if number in live}
        return open_work(self.workflow, content)
