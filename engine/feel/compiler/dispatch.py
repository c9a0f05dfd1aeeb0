"""Which function compiles which node, and what is known about names while compiling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from engine.feel.run import Code


class Scope:
    """`local` are the names bound inside the expression; `dynamic` says that names may also come from items of a filter."""

    __slots__ = ("dynamic", "free", "local")

    def __init__(self, local: frozenset[str] = frozenset(), *, dynamic: bool = False, free: set[str] | None = None) -> None:
        self.local, self.dynamic = local, dynamic
        self.free: set[str] = set() if free is None else free

    def binding(self, *names: str) -> Scope:
        return Scope(self.local.union(names), dynamic=self.dynamic, free=self.free)

    def filtering(self) -> Scope:
        return Scope(self.local | {"item"}, dynamic=True, free=self.free)

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
