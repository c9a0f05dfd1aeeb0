"""How this installation seals: which key, which digest, where the copy goes. Set once per process by webapp.attach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.audit import anchor
from webapp.audit.keys import SealKey
from webapp.audit.sealer import seal_what_is_new
from webapp.audit.seals import Seal
from webapp.audit.verify import Report, verify
from webapp.database import connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """`copy`: the file outside the database that gets every seal."""

    key: SealKey
    digest: str
    copy: Path

    def seal(self, at: datetime) -> list[Seal]:
        """Seal what is new and copy every seal the file lacks. `at`: UTC. Raises UnknownAlgorithm."""
        with connections.take() as connection:
            made = seal_what_is_new(connection, key=self.key, digest=self.digest, at=at)
            anchor.append_new(connection, self.copy)
        return made

    def verify(self, copy: Path | None = None) -> Report:
        """Check everything against this key and the copy, another one if given. ValueError: the copy is unreadable."""
        with connections.take() as sealed, connections.take() as history:
            return verify(sealed, history, keys={self.key.id: self.key.public}, anchor=anchor.read(copy or self.copy))


_current: Sealing | None = None


def use(sealing: Sealing) -> None:
    global _current
    _current = sealing


def current() -> Sealing:
    assert _current is not None, "webapp.attach comes first"
    return _current
