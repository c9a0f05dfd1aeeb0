"""The elements of a decision requirement graph, and how each gets its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.dmn.boxes import nothing
from engine.dmn.contexts import make
from engine.dmn.given import reader
from engine.dmn.trace import DecisionUse
from engine.feel.boundary import enter
from engine.feel.run import Code, Env, Run
from engine.feel.types import Type, fit
from engine.feel.values import Context, Function


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """An element of the graph. `needs`: what it requires, each with the name of the import it comes through (or an empty text).
    `free`: the names its expressions use. Filled while reading."""

    id: str
    name: str
    namespace: str
    type: Type | None = None
    needs: list[tuple[str, Node]] = field(default_factory=list)
    free: set[str] = field(default_factory=set)

    def value(self, evaluation: Evaluation) -> Any:
        raise NotImplementedError


class Evaluation:
    """One question to the graph: the inputs by name, and the values known so far."""

    def __init__(self, run: Run, inputs: Mapping[str, Any], known: dict[Node, Any] | None = None) -> None:
        self.run = run
        self.inputs = Env(inputs, None, run)
        self.known: dict[Node, Any] = {} if known is None else known

    def of(self, node: Node) -> Any:
        """The value of a node, computed once."""
        if node not in self.known:
            self.run.spend(1)
            self.known[node] = node.value(self)
        return self.known[node]

    def env(self, node: Node) -> Env:
        """The names that the logic of a node sees: what it requires, imported things under the name of their import."""
        names: dict[str, Any] = {}
        for prefix, needed in node.needs:
            if prefix:
                names[prefix] = Context(names.get(prefix, ()))
                names[prefix][needed.name] = self.of(needed)
            else:
                names[needed.name] = self.of(needed)
        return Env(names, self.inputs, self.run)


@dataclass(slots=True, kw_only=True, eq=False)
class Input(Node):
    """What must be given. What is not of the declared type counts as null, and is noted."""

    def value(self, evaluation: Evaluation) -> Any:
        found = enter(evaluation.inputs.names.get(self.name), evaluation.run)
        if self.type is None:
            return found
        if (read := reader(self.type)) is not None:
            found = read(found)
        fits, found = fit(found, self.type)
        if not fits:
            evaluation.run.trace.problems.append(("input_of_other_type", self.id))
        return found


@dataclass(slots=True, kw_only=True, eq=False)
class Decision(Node):
    logic: Code = nothing

    def value(self, evaluation: Evaluation) -> Any:
        env = evaluation.env(self)
        trace = evaluation.run.trace
        outer, trace.deciding = trace.deciding, self.id
        fits, found = (True, self.logic(env)) if self.type is None else fit(self.logic(env), self.type)
        trace.deciding = outer
        if not fits:
            trace.problems.append(("result_of_other_type", self.id))
        trace.decisions.append(DecisionUse(decision=self.id, name=self.name, output=found))
        return found


@dataclass(slots=True, kw_only=True, eq=False)
class Knowledge(Node):
    """A business knowledge model: a function, which may call itself. `foreign` gives it when its logic is not FEEL."""

    parameters: list[str] = field(default_factory=list)
    types: list[Type | None] = field(default_factory=list)
    logic: Code = nothing
    foreign: Code | None = None

    def value(self, evaluation: Evaluation) -> Any:
        env = evaluation.env(self)
        if self.foreign is not None:
            return self.foreign(env)
        own: dict[str, Any] = {}
        inside = Env(own, env, evaluation.run)
        own[self.name] = make(self.parameters, self.types, self.type, self.logic, inside, self.name)
        return own[self.name]


@dataclass(slots=True, kw_only=True, eq=False)
class Service(Node):
    """A decision service: a function of its input data and input decisions, in this order."""

    inputs: list[Node] = field(default_factory=list)
    outputs: list[Decision] = field(default_factory=list)

    def value(self, evaluation: Evaluation) -> Function:
        def apply(run: Run, values: Any) -> Any:
            return self.answer(Evaluation(run, {}, dict(zip(self.inputs, values, strict=True))))

        names = [node.name for node in self.inputs]
        types = [node.type for node in self.inputs]
        return Function(name=self.name, names=names, types=types, call=apply, height=20)

    def answer(self, evaluation: Evaluation) -> Any:
        """The value of the output decision; of several, a context."""
        if len(self.outputs) == 1:
            found = evaluation.of(self.outputs[0])
        else:
            found = Context((output.name, evaluation.of(output)) for output in self.outputs)
        return found if self.type is None else fit(found, self.type)[1]
