"""Where an expression stands: the names and types it may use, and where what is wrong with it is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.dmn.errors import Finding
from engine.feel import FeelError, names
from engine.feel.compiler import Test
from engine.feel.expression import compile_unary_with, compile_with
from engine.feel.run import Code, Env
from engine.feel.types import ANY, Type


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
        return self._read(lambda: compile_with(source, self._known(), self.types, nested=True).code, element)  # type: ignore[no-any-return]

    def tests(self, source: str, element: str) -> Test:
        return self._read(lambda: compile_unary_with(source, self._known(), self.types, nested=True).run, element)  # type: ignore[no-any-return]

    def _known(self) -> names.Known:
        return names.known(tuple(sorted(name for name in self.names if not name.isalnum())))

    def _read(self, read: Callable[[], Any], element: str) -> Any:
        try:
            return read()
        except FeelError as error:
            self.findings.append(Finding(code="expression", element=element, facts={"reason": str(error)}, cause=error))
            refusal = error

        def refuse(*_: Env) -> Any:
            raise refusal

        return refuse

    def type(self, name: str, element: str) -> Type:
        from engine.dmn.types import standard

        found = self.types.get(name) or standard(name)
        if found is None:
            self.finding("unknown_type", element, name=name)
        return found or ANY
