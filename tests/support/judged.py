"""Process folders of the tests' towns and cities: the lint judges each once in a run, and every database is offered it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.library import Library, files_of, identity
from webapp.casework import definitions
from webapp.casework.reading import READERS
from webapp.config import ROOT
from webapp.database.connections import Connection
from webapp.service_tasks import SERVICE_TASKS

SHIPPED = ROOT / "processes"


def seed(connection: Connection, folder: Path = SHIPPED) -> None:
    """What definitions.seed does, of folders that do not change while the tests run."""
    for version, files in _judged(folder).items():
        if connection.execute("SELECT 1 FROM definition WHERE id = %s", (version,)).fetchone() is None:
            with connection.transaction():
                definitions.offer(connection, files, by=None)


@cache
def _judged(folder: Path) -> Mapping[str, Mapping[str, bytes]]:
    """Version -> files. Raises engine.library.Refused."""
    found = {}
    for manifest in sorted(folder.glob("*/manifest.json")):
        files = files_of(manifest.parent)
        Library(roles=READERS, job_types=frozenset(SERVICE_TASKS)).add(files)
        found[identity(files)] = files
    return found
