"""All functions an author may use, for lists, help and editors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.feel.builtins import BUILTINS
from engine.feel.working import ENTRIES

GROUPS = {
    "conversion": "Conversion",
    "boolean": "True and false",
    "strings": "Text",
    "lists": "Lists",
    "statistics": "Numbers out of lists",
    "ordering": "Order",
    "numeric": "Numbers",
    "dates": "Dates",
    "ranges": "Ranges",
    "contexts": "Contexts",
}
"""Module -> heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    group: str
    name: str
    signatures: tuple[str, ...]
    doc: str


def functions() -> Iterator[Described]:
    """The standard ones by group, then those of the namespace `working`."""
    for module, group in GROUPS.items():
        for builtin in BUILTINS.values():
            if builtin.module == module:
                texts = tuple(signature.text for signature in builtin.signatures)
                yield Described(group=group, name=builtin.name, signatures=texts, doc=builtin.doc)
    for entry in ENTRIES:
        yield Described(group="Working time", name=f"working.{entry.name}", signatures=(entry.signature,), doc=entry.doc)
