"""The words of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Path = tuple[str, ...]
"""Where in a thing something stands: ("clock handle start", "limit")."""

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One property, old and new. None: it is not there on that side."""

    what: Path
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one element or field. `kind`: added, removed, changed, or moved when only its place is another one;
    `is_moved`: its place, too. `type`: userTask, sequenceFlow, radio ... `name`: the new one, of what is gone the old one."""

    kind: str
    id: str
    type: str
    name: str
    details: tuple[Detail, ...] = ()
    is_moved: bool = False


def details(old: Mapping[Path, str], new: Mapping[Path, str]) -> tuple[Detail, ...]:
    """What differs between two sets of properties, in the order of the new one."""
    return tuple(_details(old, new))


def _details(old: Mapping[Path, str], new: Mapping[Path, str]) -> Iterator[Detail]:
    for what in (*new, *(path for path in old if path not in new)):
        if old.get(what) != new.get(what):
            yield Detail(what=what, old=old.get(what), new=new.get(what))
