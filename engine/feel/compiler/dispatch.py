"""Which function compiles which node, and what is known about names while compiling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from engine.feel.run import Code, Warning_


class Scope:
    """`local` are the names bound inside the expression; `dynamic` says that names may also come from items of a filter.

    All scopes of one expression share `free`, the names it takes from outside, and `doubts`, parts that can only be null."""

    __slots__ = ("doubts", "dynamic", "free", "local")

    def __init__(
        self,
        local: frozenset[str] = frozenset(),
        *,
        dynamic: bool = False,
        free: set[str] | None = None,
        doubts: list[Warning_] | None = None,
    ) -> None:
        self.local, self.dynamic = local, dynamic
        self.free: set[str] = set() if free is None else free
        self.doubts: list[Warning_] = [] if doubts is None else doubts

    def binding(self, *names: str) -> Scope:
        return Scope(self.local.union(names), dynamic=self.dynamic, free=self.free, doubts=self.doubts)

    def filtering(self) -> Scope:
        return Scope(self.local | {"item"}, dynamic=True, free=self.free, doubts=self.doubts)

    def apart(self, *without: str) -> Scope:
        """The same names in sight but those `without`, and free names counted apart."""
        return Scope(self.local.difference(without), dynamic=self.dynamic, doubts=self.doubts)

    def doubt(self, code: str, at: int, **facts: object) -> None:
        self.doubts.append(Warning_(code, at, facts))

    @property
    def at_root(self) -> bool:
        """Whether the only names in sight are those of the caller's context."""
        return not self.local and not self.dynamic


COMPILERS: dict[type, Callable[[Any, Scope], Code]] = {}


F = TypeVar("F", bound=Callable[..., Code])


def compiles(node_type: type) -> Callable[[F], F]:
    def register(function: F) -> F:
        COMPILERS[node_type] = function
        return function

    return register


def compile_node(node: Any, scope: Scope) -> Code:
    return COMPILERS[type(node)](node, scope)
