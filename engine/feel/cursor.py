"""Walking over the tokens of one text, with the names in scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.feel import names
from engine.feel.ast import Name, Node
from engine.feel.errors import FeelSyntaxError
from engine.feel.tokens import Token, tokens
from engine.feel.types import Type

BRACKETS = frozenset("{}[](),")
COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))


class Cursor:
    """`depth` counts the expressions under way, `height` is the height of the node read last."""

    def __init__(self, source: str, known: names.Known, types: Mapping[str, Type]) -> None:
        self.source = source
        self.tokens = tokens(source)
        self.index = 0
        self.tables = [names.STANDARD, known]
        self.types = types
        self.depth = 0
        self.height = 0
        self.in_range = False
        self.asks = False
        """Whether a `?` was read since this was last set to False."""

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def advance(self) -> None:
        if self.index < len(self.tokens) - 1:
            self.index += 1

    def take(self, text: str) -> bool:
        token = self.tokens[self.index]
        if token.text == text and token.kind in ("op", "keyword", "name"):
            self.advance()
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.take(text):
            if self.token.kind == "end":
                raise self.error("unexpected_end")
            raise self.error("expected_token", expected=text, found=self.token.text)

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise self.error("unexpected_token", found=self.token.text)

    def at_comparison(self) -> bool:
        return self.token.kind == "op" and self.token.text in COMPARISONS

    def error(self, code: str, **facts: object) -> FeelSyntaxError:
        """The error at the token that is next."""
        return FeelSyntaxError.at(self.source, self.token.start, code, **facts)

    def take_name(self, *more: names.Known) -> str:
        """The name that stands here; empty when none does."""
        size, name = names.find(self.tokens, self.index, (*more, *self.tables))
        self.index += size
        return name

    def take_keyword(self) -> str:
        """A reserved word where only a name can stand."""
        token = self.token
        if token.kind != "keyword":
            return ""
        self.advance()
        return token.text

    def words_until(self, *ends: str) -> str:
        """The name up to one of the texts; it may hold any word."""
        start = self.index
        while self.token.kind in ("name", "keyword", "number") and self.token.text not in ends:
            self.advance()
        if self.index == start or self.tokens[start].kind == "number":
            raise self.error("expected_name", found=self.token.text)
        return names.joined(self.tokens[start : self.index])

    def tokens_until(self, end: str) -> str:
        """The name up to the text; it may hold words and symbols, but no brackets, commas or texts."""
        start = self.index
        while self.token.text != end and self.token.kind not in ("string", "at", "end") and self.token.text not in BRACKETS:
            self.advance()
        if self.index == start or self.tokens[start].kind == "number":
            raise self.error("expected_name", found=self.token.text)
        return names.joined(self.tokens[start : self.index])

    def question_mark(self, token: Token) -> Node:
        self.asks = True
        return Name(token.start, "?")

    @contextmanager
    def scope(self, found: list[str]) -> Iterator[names.Known]:
        """Names of several words that are known inside."""
        table: names.Known = {}
        for name in found:
            names.add(table, name)
        self.tables.append(table)
        yield table
        self.tables.pop()
