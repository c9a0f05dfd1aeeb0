"""Tasks: who or what does the work."""

from __future__ import annotations

import re

from engine.diagram import Element
from engine.expressions import Evaluable, evaluable, formula
from engine.feel import plain
from engine.spiff.nodes.node import Node, turn_of
from engine.spiff.specification import ScopeSpec
from engine.spiff.token import READY, STARTED, Token
from engine.spiff.workflow import frame_of, locals_of

_ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)(.*)", re.DOTALL)


class PassTask(Node):
    """A task of no kind: documentation. The token passes."""


class UserTask(Node):
    """Waits for a person. Who is decided on arrival; until when and how urgent follows what it depends on."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.unit = evaluable(element.unit)
        self.due = evaluable(element.due)
        self.priority = evaluable(element.priority)

    def begin(self, token: Token) -> None:
        turn, local = turn_of(token), locals_of(token)
        inner = token.internal_data
        unit = turn.evaluate(self.unit, local) if self.unit is not None else ""
        inner["unit"] = turn.nearest(unit, self.element.role)
        if self.priority is not None:
            inner["priority"] = int(turn.evaluate(self.priority, local))
        inner["due"] = turn.due(self.due, local)
        token.seen = len(turn.touched)
        inner["no"] = turn.number()
        token._set_state(READY)


class JobTask(Node):
    """Waits for the outside world. The token stands STARTED until the worker reports."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.job_type = evaluable(element.job_type)
        self.retries = evaluable(element.retries)
        self.arguments = tuple((target, evaluable(source)) for target, source in element.inputs)

    def begin(self, token: Token) -> None:
        turn, local = turn_of(token), locals_of(token)
        inner = token.internal_data
        inner["type"] = str(turn.evaluate(self.job_type, local)) if self.job_type is not None else self.element.id
        inner["retries"] = int(turn.evaluate(self.retries, local)) if self.retries is not None else 3
        inner["inputs"] = {name: plain(turn.evaluate(source, local)) for name, source in self.arguments if source is not None}
        inner["no"] = turn.number()
        token._set_state(STARTED)


class ScriptTask(Node):
    """FEEL lines `name = expression`, all or nothing; later lines see earlier ones. `//` begins a comment line. With
    bihuan:keep="case" they go into the case file even inside a multi-instance."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.lines = tuple(_line(line) for line in (element.script or "").splitlines() if _speaks(line))

    def _run_hook(self, my_task: Token) -> bool:
        turn, local = turn_of(my_task), dict(locals_of(my_task))
        changes = {}
        for name, expression in self.lines:
            changes[name] = local[name] = turn.evaluate(expression, local)
        turn.write(self.element, changes, None if self.element.keeps == "case" else frame_of(my_task))
        return True


class DecisionTask(Node):
    """Asks a decision and puts its result under the result variable."""

    def _run_hook(self, my_task: Token) -> bool:
        turn = turn_of(my_task)
        result = turn.decide(self.element, locals_of(my_task))
        turn.write(self.element, {self.element.result_variable or self.element.id: result}, frame_of(my_task))
        return True


def _speaks(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("//")


def _line(line: str) -> tuple[str, Evaluable]:
    match = _ASSIGNMENT.fullmatch(line)
    if match is None:
        raise ValueError(f"not `name = expression`: {line.strip()[:80]}")
    return match[1], formula(match[2])
