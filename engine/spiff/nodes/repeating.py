"""Activities that repeat. Each run of the body has its own locals; results are collected in the case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.bounds import MAX_INSTANCES
from engine.diagram import Loop
from engine.errors import LimitExceeded
from engine.expressions import formula
from engine.feel import plain
from engine.spiff.nodes.node import Many, Node, turn_of
from engine.spiff.specification import ScopeSpec
from engine.spiff.token import READY, STARTED, Token
from engine.spiff.workflow import frame_of, locals_of

WITH_RESULT = ("userTask", "serviceTask", "businessRuleTask", "receiveTask")


class Repetition(Many):
    """What multi-instance and loop share."""

    def __init__(self, scope: ScopeSpec, body: Node, loop: Loop) -> None:
        super().__init__(scope, body.element)
        self.body = body
        self.loop = loop
        self.completion = formula(loop.completion) if loop.completion else None
        self.condition = formula(loop.condition) if loop.condition else None
        body.many = self

    def one(self, token: Token, data: dict[str, Any], **inner: Any) -> None:
        """Start one run of the body."""
        body = Token(token.workflow, self.body, token)
        body.data = data
        body.internal_data.update(inner)
        self.body._update(body)

    def ready(self, token: Token) -> None:
        """All runs are done."""
        for child in list(token.children):
            if child.task_spec is self.body:
                child.cancel()
        token._set_state(READY)
        self._update(token)


class StandardLoop(Repetition):
    """Again while the condition holds, at most `maximum` times. Results overwrite each other, as a loop's do."""

    def begin(self, token: Token) -> None:
        if self.loop.test_before and not self.goes_on(token, 0):
            token.run()
            return
        token._set_state(STARTED)
        self.one(token, {"loopCounter": 1})

    def goes_on(self, token: Token, rounds: int) -> bool:
        if self.loop.maximum is not None and rounds >= self.loop.maximum:
            return False
        if self.condition is None:
            return True
        return turn_of(token).evaluate(self.condition, {**locals_of(token), "loopCounter": rounds}) is True

    def one_done(self, body: Token) -> None:
        token, rounds = body.parent, body.data["loopCounter"]
        body.remove()
        if self.goes_on(token, rounds):
            self.one(token, {"loopCounter": rounds + 1})
        else:
            self.ready(token)


class MultiInstance(Repetition):
    """For each item of a collection, or a number of times; all at once or one after another."""

    def __init__(self, scope: ScopeSpec, body: Node, loop: Loop) -> None:
        super().__init__(scope, body, loop)
        self.collection = formula(loop.collection) if loop.collection else None
        self.cardinality = formula(loop.cardinality) if loop.cardinality else None
        self.output = formula(loop.output_element) if loop.output_element else None
        element = body.element
        self.result = (element.result_variable or element.id) if element.type in WITH_RESULT else None
        self.target = loop.output_collection or self.result

    def begin(self, token: Token) -> None:
        items = self.items(token)
        if len(items) > MAX_INSTANCES:
            raise LimitExceeded("instances", MAX_INSTANCES, self.element.id)
        if self.target:
            turn_of(token).write(self.element, {self.target: [None] * len(items)}, frame_of(token))
        if not items:
            token.run()
            return
        token._set_state(STARTED)
        token.internal_data.update(n=len(items), done=0)
        if self.loop.kind == "parallel":
            for index, item in enumerate(items):
                self.instance(token, index, item)
        else:
            token.internal_data["rest"] = items[1:]
            self.instance(token, 0, items[0])

    def items(self, token: Token) -> list[Any]:
        """Errors: TypeError, when the model gives no list or no number."""
        turn, local = turn_of(token), locals_of(token)
        if self.collection is not None:
            found = turn.evaluate(self.collection, local)
            if not isinstance(found, list):
                raise TypeError(f"the collection of {self.element.id} is {type(found).__name__}, not a list")
            return list(plain(found))
        number = turn.evaluate(self.cardinality, local) if self.cardinality is not None else None
        if isinstance(number, bool) or number is None or number != int(number) or number < 0:
            raise TypeError(f"the cardinality of {self.element.id} is {number!r}")
        if number > MAX_INSTANCES:
            raise LimitExceeded("instances", MAX_INSTANCES, self.element.id)
        return list(range(int(number)))

    def instance(self, token: Token, index: int, item: Any) -> None:
        data = {"loopCounter": index + 1}
        if self.loop.item:
            data[self.loop.item] = item
        self.one(token, data, index=index)

    def go_on_from(self, token: Token, before: MultiInstance) -> None:
        """Begun in another version of the diagram, where it was `before`. Runs that are done stay done, with what they brought;
        open ones stay open; those that still had to wait for their turn get it as this version says."""
        inner, turn = token.internal_data, turn_of(token)
        brought = turn.read(before.target, locals_of(token)) if before.target else None
        has_any = isinstance(brought, list) and any(value is not None for value in brought)
        if self.target and self.target != before.target and has_any:
            turn.write(self.element, {self.target: brought}, frame_of(token))
        for body in token.children:
            if self.loop.item and before.loop.item in body.data:
                body.data[self.loop.item] = body.data.pop(before.loop.item)
        if self.loop.kind == "parallel":
            waiting = inner.pop("rest", [])
            for index, item in enumerate(waiting, start=inner["n"] - len(waiting)):
                self.instance(token, index, item)

    def one_done(self, body: Token) -> None:
        token, index, turn = body.parent, body.internal_data["index"], turn_of(body)
        inner = token.internal_data
        local = {**locals_of(token), **body.data}
        if self.target:
            value = turn.evaluate(self.output, local) if self.output is not None else body.data.get(self.result or "")
            self.collect(token, index, value)
        body.remove()
        inner["done"] += 1
        if inner["done"] == inner["n"] or self.enough(token, local):
            self.ready(token)
        elif inner.get("rest"):
            item, *inner["rest"] = inner["rest"]
            self.instance(token, index + 1, item)

    def collect(self, token: Token, index: int, value: Any) -> None:
        """Replace, never change in place: earlier states of the case file share the list."""
        turn = turn_of(token)
        before = turn.read(str(self.target), locals_of(token))
        values = list(before) if isinstance(before, list) else [None] * token.internal_data["n"]
        values[index] = value
        turn.write(self.element, {str(self.target): values}, frame_of(token))

    def enough(self, token: Token, local: Mapping[str, Any]) -> bool:
        """The completion condition, with the numbers of Camunda 7 and 8."""
        if self.completion is None:
            return False
        inner = token.internal_data
        active = sum(1 for child in token.children if child.task_spec is self.body)
        numbers = {
            "numberOfInstances": inner["n"],
            "nrOfInstances": inner["n"],
            "numberOfCompletedInstances": inner["done"],
            "nrOfCompletedInstances": inner["done"],
            "numberOfActiveInstances": active,
            "nrOfActiveInstances": active,
            "numberOfTerminatedInstances": 0,
        }
        return turn_of(token).evaluate(self.completion, {**local, **numbers}) is True


def repetition(scope: ScopeSpec, body: Node, loop: Loop) -> Many:
    """The repeating activity around a body."""
    return StandardLoop(scope, body, loop) if loop.kind == "loop" else MultiInstance(scope, body, loop)
