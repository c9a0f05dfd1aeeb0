"""Decision tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.dmn.boxes import box, fitting, nothing
from engine.dmn.columns import Column
from engine.dmn.hits import ONE_OUTPUT, POLICIES, RANKED, SHORT, Policy
from engine.dmn.place import Place
from engine.dmn.xml import Element, child, children, label, text
from engine.feel.compiler import Test
from engine.feel.run import Code, Env
from engine.feel.tokens import tokens
from engine.feel.values import Context


class Output:
    """One output column: its name, its values in the order of their priority, what it gives when no rule matches."""

    def __init__(self, element: Element, place: Place) -> None:
        self.name = element.get("name", "")
        self.element = element
        reference = element.get("typeRef")
        self.type = place.type(reference, label(element)) if reference else None
        listed = text(child(element, "outputValues")).strip()
        self.values: list[Test] = [place.tests(one, label(element)) for one in parts(listed)]
        default = text(child(element, "defaultOutputEntry")).strip()
        self.default: Code | None = self.code(default, label(element), place) if default else None

    def code(self, source: str, id_: str, place: Place) -> Code:
        code = place.expression(source, id_) if source.strip() not in ("", "-") else nothing
        return code if self.type is None else fitting(code, self.type)

    def allows(self, value: Any, env: Env) -> bool:
        return value is None or not self.values or any(test(value, env) is True for test in self.values)

    def rank(self, value: Any, env: Env) -> int:
        return next((place for place, test in enumerate(self.values) if test(value, env) is True), len(self.values))


class Table:
    """An input that is not allowed, or not of its type, makes the answer null: no rule was written for it, nor a default."""

    def __init__(self, element: Element, place: Place) -> None:
        self.id = label(element)
        self.policy_name, self.policy = _policy(element, place)
        rules = list(children(element, "rule"))
        inputs, outputs = list(children(element, "input")), list(children(element, "output"))
        self.rules = [rule.get("id") or str(number) for number, rule in enumerate(rules, 1)]
        self.outputs = [Output(output, place) for output in outputs]
        cells = [list(children(rule, "inputEntry")) for rule in rules]
        results = [list(children(rule, "outputEntry")) for rule in rules]
        for rule, (left, right) in zip(rules, zip(cells, results, strict=True), strict=True):
            if len(left) != len(inputs) or len(right) != len(outputs):
                place.finding("rule_width", label(rule), found=len(left) + len(right), wanted=len(inputs) + len(outputs))
        self.columns = [
            Column(column, [(text(c[i]).strip(), label(c[i])) if i < len(c) else ("", "") for c in cells], place)
            for i, column in enumerate(inputs)
        ]
        self.results = [
            [output.code(text(cell), label(cell), place) for output, cell in zip(self.outputs, row, strict=False)]
            for row in results
        ]
        if self.policy_name in RANKED and not any(output.values for output in self.outputs):
            place.finding("no_priority", self.id, policy=self.policy_name)
        if self.policy_name in ONE_OUTPUT and len(outputs) > 1:
            place.finding("aggregation", self.id, aggregation=self.policy_name)

    def evaluate(self, env: Env) -> Any:
        run = env.run
        run.spend(1 + len(self.columns))
        alive = (1 << len(self.rules)) - 1
        inputs: dict[str, Any] = {}
        problems: list[str] = []
        for column in self.columns:
            value, problem = column.read(env)
            inputs[column.source] = value
            if problem:
                problems.append(problem)
            elif alive:
                alive = column.accepting(value, alive, env)
        matched = [] if problems else _bits(alive)
        output, problem = (None, "") if problems else self._answer(matched, env)
        if problem:
            problems.append(problem)
        rules = tuple(self.rules[number] for number in matched)
        run.trace.note(self.id, inputs, rules, output, tuple(problems))
        return output

    def _answer(self, matched: Sequence[int], env: Env) -> tuple[Any, str]:
        if not matched:
            return self._default(env)
        rows = [[code(env) for code in self.results[number]] for number in matched]
        if not all(output.allows(value, env) for row in rows for output, value in zip(self.outputs, row, strict=False)):
            return None, "output_not_allowed"
        hits = [self._output(row) for row in rows]
        return self.policy(hits, lambda hit, run: self._rank(hit, env), env.run)

    def _default(self, env: Env) -> tuple[Any, str]:
        if all(output.default is None for output in self.outputs):
            return None, "no_rule"
        return self._output([output.default(env) if output.default else None for output in self.outputs]), ""

    def _output(self, values: Sequence[Any]) -> Any:
        if len(self.outputs) == 1:
            return values[0] if values else None
        return Context(zip((output.name for output in self.outputs), values, strict=False))

    def _rank(self, hit: Any, env: Env) -> tuple[int, ...]:
        if len(self.outputs) == 1:
            return (self.outputs[0].rank(hit, env),)
        return tuple(output.rank(hit[output.name], env) for output in self.outputs if output.values)


@box("decisionTable")
def decision_table(element: Element, place: Place) -> Code:
    return Table(element, place).evaluate


def _policy(element: Element, place: Place) -> tuple[str, Policy]:
    name = element.get("hitPolicy", "UNIQUE")
    name = SHORT.get(name, name)
    aggregation = element.get("aggregation")
    if name == "COLLECT" and aggregation:
        name = f"COLLECT {aggregation}"
    if name not in POLICIES:
        place.finding("hit_policy", label(element), policy=name)
        name = "UNIQUE"
    return name, POLICIES[name]


def parts(source: str) -> list[str]:
    """The tests of a list of tests, each as it is written."""
    if not source:
        return []
    found, start, depth = [], 0, 0
    for token in tokens(source)[:-1]:
        depth += token.text in ("(", "[", "{")
        depth -= token.text in (")", "]", "}")
        if token.text == "," and not depth:
            found.append(source[start : token.start])
            start = token.end
    return [*found, source[start:]]


def _bits(alive: int) -> list[int]:
    """The numbers of the bits that are set, smallest first."""
    found = []
    while alive:
        low = alive & -alive
        found.append(low.bit_length() - 1)
        alive ^= low
    return found
