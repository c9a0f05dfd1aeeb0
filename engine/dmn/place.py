"""Where an expression stands: the names and types it may use, and where what is wrong with it is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.dmn.errors import Finding
from engine.feel import FeelError, names
from engine.feel.ast import Tests
from engine.feel.compiler import Test
from engine.feel.expression import compile_unary_with, compile_with
from engine.feel.run import Code
from engine.feel.types import ANY, Type
from engine.feel.unary import UnaryTests


class Place:
    """`names` are those that may hold several words. Inner places share the findings and types of the outer one."""

    def __init__(
        self, names: Iterable[str] = (), types: Mapping[str, Type] | None = None, findings: list[Finding] | None = None
    ) -> None:
        self.names = frozenset(names)
        self.types: Mapping[str, Type] = types or {}
        self.findings: list[Finding] = [] if findings is None else findings

    def inside(self, *found: str | None) -> Place:
        """With more names in sight."""
        return Place(self.names.union(name for name in found if name), self.types, self.findings)

    def finding(self, code: str, element: str, **facts: Any) -> None:
        self.findings.append(Finding(code=code, element=element, facts=facts))

    def expression(self, source: str, element: str) -> Code:
        """The compiled expression. One that is refused is noted, and refuses again should it ever be evaluated."""
        try:
            return compile_with(source, self._known(), self.types, nested=True).code
        except FeelError as error:
            return self._refusal(error, element)

    def cell(self, source: str, element: str) -> UnaryTests:
        """The compiled unary tests. Those that are refused are noted, and refuse again should they ever be asked."""
        try:
            return compile_unary_with(source, self._known(), self.types, nested=True)
        except FeelError as error:
            return UnaryTests(source, self._refusal(error, element), frozenset(), Tests((), negated=True))

    def tests(self, source: str, element: str) -> Test:
        return self.cell(source, element).run

    def _known(self) -> names.Known:
        return names.known(tuple(sorted(name for name in self.names if not name.isalnum())))

    def _refusal(self, error: FeelError, element: str) -> Callable[..., Any]:
        self.findings.append(Finding(code="expression", element=element, facts={"reason": str(error)}, cause=error))

        def refuse(*_: Any) -> Any:
            raise error

        return refuse

    def type(self, name: str, element: str) -> Type:
        from engine.dmn.types import standard

        found = self.types.get(name) or standard(name)
        if found is None:
            self.finding("unknown_type", element, name=name)
        return found or ANY
