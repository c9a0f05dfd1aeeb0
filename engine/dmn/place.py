"""Where an expression stands: the names and types it may use, and where what is wrong with it is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from engine.dmn.errors import Finding
from engine.feel import FeelError, names
from engine.feel.ast import Tests
from engine.feel.compiler import Scope, Test
from engine.feel.errors import Note
from engine.feel.expression import Expression, compile_unary_with, compile_with
from engine.feel.run import Code
from engine.feel.types import ANY, Type
from engine.feel.unary import UnaryTests

Read = TypeVar("Read", Expression, UnaryTests)


@dataclass(slots=True, kw_only=True)
class Report:
    """What is wrong with a model, and what is doubtful: parts of expressions that can only be null, by element."""

    findings: list[Finding] = field(default_factory=list)
    doubts: list[tuple[str, Note]] = field(default_factory=list)


class Place:
    """`names` are those that may hold several words. Inner places share types, findings, doubts and `free`, the names that the
    expressions take from outside of themselves."""

    def __init__(self, report: Report, *, names: Iterable[str] = (), types: Mapping[str, Type] | None = None) -> None:
        self.report = report
        self.names = frozenset(names)
        self.types: Mapping[str, Type] = types or {}
        self.free: set[str] = set()

    def inside(self, *found: str | None) -> Place:
        """With more names in sight."""
        inner = Place(self.report, names=self.names.union(name for name in found if name), types=self.types)
        inner.free = self.free
        return inner

    def apart(self) -> Place:
        """The place of another element: free names are counted apart."""
        return Place(self.report, names=self.names, types=self.types)

    def finding(self, code: str, element: str, **facts: Any) -> None:
        self.report.findings.append(Finding(code=code, element=element, facts=facts))

    def expression(self, source: str, element: str) -> Code:
        """The compiled expression. One that is refused is noted, and refuses again should it ever be evaluated."""
        try:
            return self._noted(compile_with(source, self._known(), self.types, nested=True), element).code
        except FeelError as error:
            return self._refusal(error, element)

    def cell(self, source: str, element: str) -> UnaryTests:
        """The compiled unary tests. Those that are refused are noted, and refuse again should they ever be asked."""
        try:
            return self._noted(compile_unary_with(source, self._known(), self.types, nested=True), element)
        except FeelError as error:
            return UnaryTests(source, self._refusal(error, element), Tests((), negated=True), Scope())

    def tests(self, source: str, element: str) -> Test:
        return self.cell(source, element).run

    def _noted(self, read: Read, element: str) -> Read:
        self.free |= read.free
        self.report.doubts += [(element, doubt) for doubt in read.doubts]
        return read

    def _known(self) -> names.Known:
        return names.known(tuple(sorted(name for name in self.names if not name.isalnum())))

    def _refusal(self, error: FeelError, element: str) -> Callable[..., Any]:
        self.report.findings.append(Finding(code="expression", element=element, facts={"reason": str(error)}, cause=error))

        def refuse(*_: Any) -> Any:
            raise error

        return refuse

    def type(self, name: str, element: str) -> Type:
        from engine.dmn.types import standard

        found = self.types.get(name) or standard(name)
        if found is None:
            self.finding("unknown_type", element, name=name)
        return found or ANY
