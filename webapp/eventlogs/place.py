"""Where this process keeps files of event logs, and the secret of the signs it puts in place of people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`data`: the data folder. `secret`: 32 bytes."""

    data: Path
    secret: bytes

    def folder(self, name: str) -> Path:
        """A folder for nobody else's eyes, made on first use."""
        found = self.data / name
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        return found


_current: Place | None = None


def use(place: Place) -> None:
    global _current
    _current = place


def current() -> Place:
    if _current is None:
        raise LookupError("no place for event logs yet: call webapp.attach.attach(...) first")
    return _current
