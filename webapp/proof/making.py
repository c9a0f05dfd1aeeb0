"""A proof package, made and recorded: seal what is new, gather, write, and note who took it."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from engine.now import now
from webapp.audit import log, sealing
from webapp.database import connections
from webapp.proof.contents import Contents, gather
from webapp.proof.package import write


def make(target: Path | IO[bytes], number: str, *, by: str, locale: str, with_documents: bool = False) -> Contents:
    """Write the package of a case to `target`; what is in it. `by`: actor label. Raises NoSuchCase."""
    ours = sealing.current()
    ours.seal(now())
    with connections.take() as connection:
        contents = gather(connection, number, with_documents=with_documents)
    write(target, contents, key=ours.key, at=now(), locale=locale)
    with connections.take() as connection:
        about = {"what": "proof", "format": "zip", "case": contents.case["id"], "with_documents": with_documents}
        log.record(connection, "exported", by, about)
    return contents
