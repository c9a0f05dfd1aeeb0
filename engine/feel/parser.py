"""The parser: precedence climbing over tokens. It knows nothing of values, only of shapes and names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, DecimalException

from engine.feel import limits, names
from engine.feel.ast import (
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Path,
    RangeOfNodes,
    Sum,
)
from engine.feel.errors import FeelLimit, FeelSyntaxError
from engine.feel.numbers import CONTEXT
from engine.feel.primaries import Primaries
from engine.feel.temporal import reading
from engine.feel.tokens import Token, unquote
from engine.feel.types import Type

COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))
POWER = {"or": 10, "and": 20, "in": 30, "between": 30, "+": 40, "-": 40, "*": 50, "/": 50, "**": 60, "instance": 80}
POWER |= dict.fromkeys(COMPARISONS, 30)
CLOSERS = (
    COMPARISONS | {"", ".", ")", ",", "]", "}", "+", "*", "/", "**"} | {"and", "or", "then", "else", "return", "satisfies", "in"}
)
"""What may follow a range but never begins the condition of a filter."""


class Parser(Primaries):
    """One text being read. `height` is the height of the node returned last."""

    def __init__(self, source: str, known: names.Known, types: Mapping[str, Type]) -> None:
        super().__init__(source, known, types)

    def expression(self, power: int = 0) -> Node:
        self.depth += 1
        if self.depth > limits.HEIGHT:
            raise FeelLimit("nested_too_deep", allowed=limits.HEIGHT)
        node = self.infixes(self.operand(), power)
        self.depth -= 1
        return node

    def infixes(self, left: Node, power: int) -> Node:
        """What follows an operand, as long as it binds more tightly than `power`."""
        while True:
            token = self.token
            if token.kind not in ("op", "keyword"):
                return left
            strength = POWER.get(token.text)
            if strength is None or strength <= power:
                return left
            left = self.infix(left, token.text, strength)

    def infix(self, left: Node, operator: str, strength: int) -> Node:
        at = self.token.start
        height = self.height
        if operator in ("and", "or"):
            return self.chain_logic(left, operator, strength)
        if strength in (40, 50, 60):
            return self.chain_sum(left, strength)
        self.advance()
        if operator in COMPARISONS:
            right = self.expression(strength)
            return self.built(Comparison(at, operator, left, right), height)
        if operator == "between":
            low = self.expression(strength)
            height = max(height, self.height)
            self.expect("and")
            return self.built(Between(at, left, low, self.expression(strength)), height)
        if operator == "in":
            tests = self.in_tests()
            return self.built(In(at, left, tests), height)
        self.expect("of")
        return self.built(InstanceOf(at, left, self.type()), height)

    def chain_logic(self, left: Node, word: str, strength: int) -> Node:
        at, height, operands = self.token.start, self.height, [left]
        while self.take(word):
            operands.append(self.expression(strength))
            height = max(height, self.height)
        return self.built(Logic(at, word, tuple(operands)), height)

    def chain_sum(self, left: Node, strength: int) -> Node:
        """Operators of the same strength in one node, so that a long sum is not a high tree."""
        at, height = self.token.start, self.height
        operands, operators = [left], []
        while self.token.kind == "op" and POWER.get(self.token.text) == strength:
            operators.append(self.token.text)
            self.advance()
            operands.append(self.expression(strength))
            height = max(height, self.height)
        return self.built(Sum(at, tuple(operands), tuple(operators)), height)

    def in_tests(self) -> tuple[Node, ...]:
        """What follows `in`: one test, or several in brackets."""
        opening = self.token
        if opening.text != "(" or opening.kind != "op":
            return (self.test(30),)
        self.advance()
        tests = [self.test()]
        height = self.height
        if self.take(".."):
            return (self.infixes(self.postfixes(self.range(opening, tests[0], included=False)), 30),)
        while self.take(","):
            tests.append(self.test())
            height = max(height, self.height)
        self.expect(")")
        self.height = height
        return tuple(tests) if len(tests) > 1 else (self.infixes(self.postfixes(tests[0]), 30),)

    def test(self, power: int = 0) -> Node:
        """A positive unary test: an expression, or a comparison without its left side."""
        token = self.token
        if token.kind == "op" and token.text in COMPARISONS:
            return self.comparison_test()
        return self.expression(power)

    def comparison_test(self) -> Node:
        operator, at = self.token.text, self.token.start
        self.advance()
        end = self.expression(30)
        low = end if operator in (">", ">=", "=", "!=") else None
        high = end if operator in ("<", "<=", "=", "!=") else None
        return self.built(RangeOfNodes(at, low, high, operator in (">=", "="), operator in ("<=", "="), operator), 0)

    def operand(self) -> Node:
        token = self.token
        if token.kind == "op" and token.text == "-":
            self.advance()
            inner = self.expression(70)
            if isinstance(inner, Literal) and type(inner.value) is Decimal:
                return Literal(token.start, CONTEXT.minus(inner.value))
            return self.built(Negative(token.start, inner), 0)
        return self.postfixes(self.primary())

    def postfixes(self, node: Node) -> Node:
        """Paths, filters and calls behind an operand."""
        while True:
            token = self.token
            if token.kind != "op":
                return node
            if token.text == ".":
                node = self.path(node)
            elif token.text == "[" and not self.closes_range():
                height = self.height
                self.advance()
                condition = self.nested()
                self.expect("]")
                node = self.built(Filter(token.start, node, condition), height)
            elif token.text == "(":
                height = self.height
                self.advance()
                arguments, given = self.arguments()
                node = self.built(Call(token.start, node, arguments, given), height)
            else:
                return node

    def path(self, base: Node) -> Node:
        height = self.height
        self.advance()
        at = self.token.start
        name = self.take_name() or self.take_keyword()
        if not name:
            raise self.error("expected_name", found=self.token.text)
        self.height = 0
        return self.built(Path(at, base, name), height)

    def primary(self) -> Node:
        token = self.token
        self.height = 0
        if token.kind == "number":
            self.advance()
            return Literal(token.start, self.number(token))
        if token.kind == "string":
            self.advance()
            return Literal(token.start, unquote(self.source, token))
        if token.kind == "at":
            self.advance()
            written = token.text[token.text.index('"') + 1 : -1]
            value = reading.literal(written)
            return Literal(token.start, value, written if value is None else None)
        if name := self.take_name():
            return Name(token.start, name)
        if token.kind == "keyword":
            return self.word(token)
        if token.kind == "op":
            return self.bracket(token)
        raise self.error("unexpected_end")

    def number(self, token: Token) -> Decimal:
        try:
            return CONTEXT.create_decimal(token.text)
        except DecimalException:
            raise FeelSyntaxError.at(self.source, token.start, "number_too_large") from None

    def closes_range(self) -> bool:
        """Whether `[` ends a range such as [1..3[ rather than beginning a filter."""
        return self.in_range and self.tokens[self.index + 1].text in CLOSERS and self.tokens[self.index + 1].kind != "string"


def parse(source: str, known: names.Known, types: Mapping[str, Type]) -> tuple[Node, int]:
    """The syntax tree and its height. Raises FeelSyntaxError, FeelLimit."""
    parser = Parser(source, known, types)
    if parser.token.kind == "end":
        raise FeelSyntaxError.at(source, 0, "empty_expression")
    node = parser.expression()
    parser.expect_end()
    return node, parser.height
