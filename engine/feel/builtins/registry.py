"""How a standard function is declared: by its signature as the standard writes it.

`substring(string: string, start position: number, [length: number])` - [..] may be left out, `?` after a type: may be null,
`...name: type` any number of them. Arguments are checked before the function runs: a wrong one makes the call null."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.feel.run import Run
from engine.feel.temporal import Date
from engine.feel.types import utc_midnight
from engine.feel.values import KINDS, List

TYPES = {name: type_ for type_, name in KINDS.items()}
REFUSED = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    types: frozenset[type] | None  # None: anything, null too
    optional: bool
    nullable: bool

    def accept(self, value: Any) -> Any:
        """The value as the function gets it, or REFUSED: a list of one stands for its item, an item for a list of one."""
        types = self.types
        if types is None or type(value) in types:
            return value
        if value is None:
            return None if self.nullable else REFUSED
        if type(value) is List and len(value) == 1 and type(value[0]) in types:
            return value[0]
        if List in types:
            return List([value])
        if type(value) is Date and TYPES["date and time"] in types:
            return utc_midnight(value)
        return REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One way to call a function. `many` is the last parameter when there may be any number of it."""

    text: str
    parameters: tuple[Parameter, ...]
    many: Parameter | None
    call: Callable[..., Any]

    @property
    def least(self) -> int:
        return sum(not p.optional for p in self.parameters) + (1 if self.many and not self.parameters else 0)

    def takes(self, count: int) -> bool:
        return count >= self.least and (self.many is not None or count <= len(self.parameters))

    def positions(self, names: Sequence[str]) -> list[int] | None:
        """Where each argument given by name belongs; None when they do not fit this signature."""
        known = [p.name for p in self.parameters] + ([self.many.name] if self.many else [])
        if any(name not in known for name in names):
            return None
        required = {p.name for p in self.parameters if not p.optional}
        return [known.index(name) for name in names] if required <= set(names) else None

    def run(self, run: Run, arguments: Sequence[Any]) -> Any:
        """The result, or REFUSED when an argument has the wrong type."""
        accepted = []
        for index, value in enumerate(arguments):
            parameter = self.parameters[index] if index < len(self.parameters) else self.many
            assert parameter is not None
            checked = value if parameter.types is not None and type(value) in parameter.types else parameter.accept(value)
            if checked is REFUSED:
                return REFUSED
            accepted.append(checked)
        return self.call(run, *accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Builtin:
    name: str
    signatures: list[Signature]
    doc: str
    module: str


BUILTINS: dict[str, Builtin] = {}


def builtin(*texts: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under its signatures. It is called with the Run first, then the checked arguments."""

    def register(call: Callable[..., Any]) -> Callable[..., Any]:
        for text in texts:
            signature = parse(text, call)
            name = text.partition("(")[0]
            module = call.__module__.rpartition(".")[2]
            known = BUILTINS.setdefault(name, Builtin(name=name, signatures=[], doc=(call.__doc__ or "").strip(), module=module))
            known.signatures.append(signature)
        return call

    return register


PARAMETER = re.compile(r"(\[?)(\.\.\.)?([^:\]]+): ([^\]?]+)(\??)\]?")


def parse(text: str, call: Callable[..., Any]) -> Signature:
    parameters: list[Parameter] = []
    many = None
    inside = text.partition("(")[2].removesuffix(")")
    for part in filter(None, inside.split(", ")):
        found = PARAMETER.fullmatch(part)
        assert found, part
        optional, dots, name, types, nullable = found.groups()
        allowed = None if types == "Any" else frozenset(TYPES[t.strip()] for t in types.split("|"))
        parameter = Parameter(name=name, types=allowed, optional=bool(optional), nullable=bool(nullable))
        if dots:
            many = parameter
        else:
            parameters.append(parameter)
    return Signature(text=text, parameters=tuple(parameters), many=many, call=call)
