"""What a regular expression is made of."""

from __future__ import annotations

from dataclasses import dataclass

from engine.feel.patterns.classes import CharacterSet


@dataclass(frozen=True, slots=True)
class Anchor:
    end: bool


@dataclass(frozen=True, slots=True)
class Any:
    """The dot."""


@dataclass(frozen=True, slots=True)
class Reference:
    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """`number` is None when it does not capture."""

    number: int | None
    body: Part


@dataclass(frozen=True, slots=True)
class Repeat:
    """`most` is None when there is no end."""

    body: Part
    least: int
    most: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    branches: tuple[Part, ...]


Part = str | Anchor | Any | Reference | Group | Repeat | Sequence | Choice | CharacterSet
"""A str is one character that stands for itself."""
