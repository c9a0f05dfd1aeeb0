"""The parts of the grammar that begin with a word or a bracket, and the walking over tokens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from engine.feel import limits, names
from engine.feel.ast import (
    ContextOfNodes,
    For,
    FunctionOfNodes,
    If,
    Iterator,
    ListOfNodes,
    Literal,
    Node,
    Quantified,
    RangeOfNodes,
)
from engine.feel.cursor import Cursor
from engine.feel.errors import FeelLimit
from engine.feel.signatures import Signatures
from engine.feel.tokens import Token, unquote
from engine.feel.types import Type

CONSTANTS = {"true": True, "false": False, "null": None}


class Primaries(Signatures, Cursor, ABC):
    """What can stand where a value is wanted."""

    def __init__(self, source: str, known: names.Known, types: Mapping[str, Type]) -> None:
        super().__init__(source, known, types)

    @abstractmethod
    def expression(self, power: int = 0) -> Node: ...

    @abstractmethod
    def comparison_test(self) -> Node: ...

    def nested(self, power: int = 0) -> Node:
        """An expression inside brackets, where `[` begins a filter again."""
        outer, self.in_range = self.in_range, False
        node = self.expression(power)
        self.in_range = outer
        return node

    def built(self, node: Node, height: int) -> Node:
        """Note the height of a node made of the one returned last and of others at most `height` high."""
        self.height = max(self.height, height) + 1
        if self.height > limits.HEIGHT:
            raise FeelLimit("nested_too_deep", allowed=limits.HEIGHT)
        return node

    def word(self, token: Token) -> Node:
        if token.text in CONSTANTS:
            self.advance()
            return Literal(token.start, CONSTANTS[token.text])
        if token.text == "if":
            return self.conditional()
        if token.text == "for":
            self.advance()
            iterators, height = self.iterators()
            self.expect("return")
            with self.scope([i.name for i in iterators] + ["partial"]):
                return self.built(For(token.start, iterators, self.expression()), height)
        if token.text in ("some", "every"):
            self.advance()
            iterators, height = self.iterators()
            self.expect("satisfies")
            with self.scope([i.name for i in iterators]):
                return self.built(Quantified(token.start, token.text, iterators, self.expression()), height)
        if token.text == "function":
            return self.definition()
        raise self.error("unexpected_token", found=token.text)

    def conditional(self) -> Node:
        at = self.token.start
        self.advance()
        condition = self.expression()
        height = self.height
        self.expect("then")
        then = self.expression()
        height = max(height, self.height)
        self.expect("else")
        return self.built(If(at, condition, then, self.expression()), height)

    def iterators(self) -> tuple[tuple[Iterator, ...], int]:
        found: list[Iterator] = []
        height = 0
        while True:
            name = self.words_until("in")
            self.expect("in")
            with self.scope([i.name for i in found]):
                domain = self.expression()
                height = max(height, self.height)
                high = None
                if self.take(".."):
                    high = self.expression()
                    height = max(height, self.height)
            found.append(Iterator(name, domain, high))
            if not self.take(","):
                return tuple(found), height + len(found)

    def definition(self) -> Node:
        at = self.token.start
        self.advance()
        self.expect("(")
        parameters: list[tuple[str, Type | None]] = []
        while not self.take(")"):
            if parameters:
                self.expect(",")
            name = self.words_until(":", ",", ")")
            if any(name == known for known, _ in parameters):
                raise self.error("duplicate_parameter", name=name)
            parameters.append((name, self.type() if self.take(":") else None))
        external = self.take("external")
        with self.scope([name for name, _ in parameters]):
            body = self.expression()
        return self.built(FunctionOfNodes(at, tuple(parameters), body, self.height + 1, external), 0)

    def bracket(self, token: Token) -> Node:
        if token.text == "(":
            self.advance()
            first = self.comparison_test() if self.at_comparison() else self.range_end()
            if self.take(".."):
                return self.range(token, first, included=False)
            self.expect(")")
            return first
        if token.text == "]":
            self.advance()
            first = self.range_end()
            self.expect("..")
            return self.range(token, first, included=False)
        if token.text == "[":
            return self.list(token)
        if token.text == "{":
            return self.context(token)
        if token.text == "?":
            self.advance()
            return self.question_mark(token)
        raise self.error("unexpected_token", found=token.text)

    def list(self, token: Token) -> Node:
        self.advance()
        if self.take("]"):
            return ListOfNodes(token.start, ())
        items = [self.range_end()]
        height = self.height
        if self.take(".."):
            return self.range(token, items[0], included=True)
        while self.take(","):
            items.append(self.nested())
            height = max(height, self.height)
        self.expect("]")
        return self.built(ListOfNodes(token.start, tuple(items)), height)

    def range_end(self) -> Node:
        outer, self.in_range = self.in_range, False
        node = self.expression()
        self.in_range = outer
        return node

    def range(self, token: Token, low: Node, *, included: bool) -> Node:
        height = self.height
        outer, self.in_range = self.in_range, True
        high = self.expression()
        self.in_range = outer
        closing = self.token.text
        if closing not in ("]", ")", "["):
            raise self.error("expected_token", expected="]", found=closing)
        self.advance()
        return self.built(RangeOfNodes(token.start, low, high, included, closing == "]"), height)

    def context(self, token: Token) -> Node:
        self.advance()
        entries: list[tuple[str, Node]] = []
        height = 0
        with self.scope([]) as table:
            while not self.take("}"):
                if entries:
                    self.expect(",")
                key = self.key()
                self.expect(":")
                entries.append((key, self.nested()))
                height = max(height, self.height)
                names.add(table, key)
        return self.built(ContextOfNodes(token.start, tuple(entries)), height)

    def key(self) -> str:
        token = self.token
        if token.kind == "string":
            self.advance()
            return unquote(self.source, token)
        return self.tokens_until(":")
