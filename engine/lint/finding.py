"""What the lint says about a model, for people who draw and not for people who program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from engine.lint import catalogue
from engine.lint.vocabulary import SHAPES, Element, kind, line, local

Severity = Literal["error", "warning"]


class Placed(Protocol):
    """Anything a finding can point at. `xml` is None for a whole file."""

    @property
    def file(self) -> str: ...
    @property
    def xml(self) -> Element | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    file: str
    xml: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """An element of a file that is neither node nor flow."""

    file: str
    xml: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a rule yields: where, and the facts its text needs."""

    at: Placed
    facts: Mapping[str, object] = field(default_factory=dict)


def hit(at: Placed, **facts: object) -> Hit:
    return Hit(at=at, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`element` and `name` belong to the shape a person sees; `line` is the line in the file. An error stops the
    deployment, a warning does not."""

    rule: str
    severity: Severity
    file: str
    element: str | None = None
    name: str | None = None
    line: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def message(self, locale: str = "zh_CN") -> str:
        """One paragraph: which element, why it cannot run, what to do."""
        return catalogue.sentence(self, locale)

    def __str__(self) -> str:
        return f"{self.rule}: {self.message('en')}"


def locate(rule: str, severity: Severity, found: Hit, ids: Mapping[str, Element]) -> Finding:
    """Attach the place to a hit: the nearest thing that a person can see and click on. `ids`: the elements of its file by id."""
    xml = found.at.xml
    if xml is None:
        return Finding(rule=rule, severity=severity, file=found.at.file, facts=found.facts)
    shape: Element | None = xml
    while shape is not None and kind(shape) not in SHAPES:
        shape = shape.getparent()
    shape = xml if shape is None else shape
    facts = {"kind": local(shape), **found.facts}
    if local(shape) == "sequenceFlow":
        facts = {"flow_source": _label(shape.get("sourceRef"), ids), "flow_target": _label(shape.get("targetRef"), ids), **facts}
    return Finding(
        rule=rule,
        severity=severity,
        file=found.at.file,
        element=shape.get("id"),
        name=_one_line(shape.get("name")),
        line=line(xml),
        facts=facts,
    )


def _label(end: str | None, ids: Mapping[str, Element]) -> str:
    """What a person calls the element at an end of a flow."""
    element = ids.get(end or "")
    return (_one_line(element.get("name")) if element is not None else None) or end or "?"


def _one_line(name: str | None) -> str | None:
    return " ".join(name.split()) or None if name else None
