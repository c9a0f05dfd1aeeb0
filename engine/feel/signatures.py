"""Arguments of calls, and types as they are written."""

from __future__ import annotations

from abc import ABC, abstractmethod

from engine.feel import limits, names
from engine.feel.ast import Node
from engine.feel.cursor import Cursor
from engine.feel.errors import FeelLimit
from engine.feel.types import ANY, SIMPLE, ContextOf, FunctionOf, ListOf, RangeOf, Type


class Signatures(Cursor, ABC):
    @abstractmethod
    def nested(self, power: int = 0) -> Node: ...

    def arguments(self) -> tuple[tuple[Node, ...], tuple[str, ...] | None]:
        """The arguments up to the closing bracket, and their names when given by name."""
        found: list[Node] = []
        given: list[str] = []
        height = 0
        while not self.take(")"):
            if found:
                self.expect(",")
            size = self.argument_name()
            if bool(size) != bool(given) and found:
                raise self.error("mixed_arguments")
            if size:
                name = names.joined(self.tokens[self.index : self.index + size])
                self.index += size
                if name in given:
                    raise self.error("duplicate_parameter", name=name)
                given.append(name)
                self.expect(":")
            found.append(self.nested())
            height = max(height, self.height)
        self.height = height
        return tuple(found), tuple(given) if given else None

    def argument_name(self) -> int:
        """How many tokens before a colon are the name of an argument; 0: given by position."""
        size = 0
        while self.tokens[self.index + size].kind in ("name", "keyword", "number"):
            size += 1
        return size if size and self.tokens[self.index + size].text == ":" else 0

    def type(self) -> Type:
        self.depth += 1
        if self.depth > limits.HEIGHT:
            raise FeelLimit("nested_too_deep", allowed=limits.HEIGHT)
        found = self.any_type()
        self.depth -= 1
        return found

    def any_type(self) -> Type:
        token = self.token
        if token.kind not in ("name", "keyword"):
            raise self.error("expected_name", found=token.text)
        if self.tokens[self.index + 1].text == "<" and token.text in ("list", "range", "context", "function"):
            return self.generic_type(token.text)
        start = self.index
        name = self.take_name(TYPE_NAMES) or self.take_keyword()
        while self.token.text == "." and self.token.kind == "op":
            self.advance()
            name += "." + (self.take_name() or self.take_keyword())
        found = self.types.get(name) or SIMPLE.get(name)
        if found is None:
            self.index = start
            raise self.error("unknown_type", name=name)
        return found

    def generic_type(self, kind: str) -> Type:
        self.advance()
        self.advance()
        if kind == "list":
            inner = self.type()
            self.expect(">")
            return ListOf(item=inner)
        if kind == "range":
            inner = self.type()
            self.expect(">")
            return RangeOf(end=inner)
        if kind == "context":
            entries: dict[str, Type] = {}
            while not self.take(">"):
                if entries:
                    self.expect(",")
                key = self.tokens_until(":")
                self.expect(":")
                entries[key] = self.type()
            return ContextOf(entries=entries)
        parameters: list[Type] = []
        while not self.take(">"):
            if parameters:
                self.expect(",")
            parameters.append(self.type())
        result = self.type() if self.take("->") else ANY
        return FunctionOf(parameters=tuple(parameters), result=result)


TYPE_NAMES: names.Known = {}
for _name in SIMPLE:
    names.add(TYPE_NAMES, _name)
