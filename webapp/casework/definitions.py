"""Process folders in the database: a running case never loses its model, and the newest deployment serves new cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.errors import UnknownVersion
from engine.library import Definition, Library, files_of, identity
from engine.now import now
from engine.policy import Policies, PolicyRow
from webapp.casework.reading import READERS
from webapp.database.connections import Connection
from webapp.service_tasks import SERVICE_TASKS

NEWEST = """
    SELECT DISTINCT ON (p.key) d.id, d.files FROM deployment p JOIN definition d ON d.id = p.definition_id
    ORDER BY p.key, p.deployed_at DESC, p.id DESC
"""


def library(connection: Connection) -> Library:
    """The newest version of every process. Older ones join when a case asks for them, see `bring`."""
    found = Library()
    for _, files in connection.execute(NEWEST).fetchall():
        found.keep(_bytes(files))  # type: ignore[arg-type]
    return found


def bring(connection: Connection, into: Library, definition: str) -> None:
    """Add an older version that a running case needs. UnknownVersion when it is not in the database either."""
    row = connection.execute("SELECT files FROM definition WHERE id = %s", (definition,)).fetchone()
    if row is None:
        raise UnknownVersion(definition=definition)
    into.keep(_bytes(row[0]))  # type: ignore[arg-type]


def version(connection: Connection, library: Library, identity: str) -> Definition:
    """The version of this id, brought when it is not there yet. Raises UnknownVersion."""
    try:
        return library.version(identity)
    except UnknownVersion:
        bring(connection, library, identity)
        return library.version(identity)


def policies(connection: Connection) -> dict[str, Policies]:
    """What the operator decided, by process; the values shipped with a process stand in its manifest."""
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT process, name, value, effective_from, entered_at FROM policy"
    ).fetchall()
    by_process: dict[str, list[PolicyRow]] = {}
    for process, name, value, effective_from, entered_at in rows:
        row = PolicyRow(name=name, value=value, effective_from=effective_from, entered_at=entered_at)
        by_process.setdefault(process, []).append(row)
    return {process: Policies(found) for process, found in by_process.items()}


def deploy(connection: Connection, files: Mapping[str, bytes], *, by: int | None = None) -> tuple[Definition, bool]:
    """Offer this content for new cases. The definition, and whether it was new; raises engine.library.Refused on a bad model,
    and then the running version stays (a refused model never replaces a running one)."""
    definition = Library(roles=READERS, job_types=frozenset(SERVICE_TASKS)).add(files)
    with connection.transaction():
        newest = dict(connection.execute(
            "SELECT DISTINCT ON (key) key, definition_id FROM deployment ORDER BY key, deployed_at DESC, id DESC"
        ).fetchall())  # type: ignore[arg-type]  # fmt: skip
        if newest.get(definition.key) == definition.id:
            return definition, False
        offer(connection, files, by=by)
    return definition, True


def offer(connection: Connection, files: Mapping[str, bytes], *, by: int | None) -> int:
    """New cases run on this content from now on, in the caller's transaction; id of the deployment. It was judged before: by
    `deploy`, or at the gate of a release (webapp.releases)."""
    version = identity(files)
    key, _, digest = version.partition("@")
    connection.execute(
        "INSERT INTO definition (id, key, digest, files, created_at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (version, key, bytes.fromhex(digest), json.dumps(_text(files)), now()),
    )
    row = connection.execute(
        "INSERT INTO deployment (key, definition_id, deployed_at, deployed_by) VALUES (%s, %s, %s, %s) RETURNING id",
        (key, version, now(), by),
    ).fetchone()
    return int(str(row[0])) if row else 0


def seed(connection: Connection, folder: Path) -> list[str]:
    """Deploy every process folder below `folder` whose content was never deployed; what was edited in the database since stays.
    Ids of what is new."""
    added = []
    for manifest in sorted(folder.glob("*/manifest.json")):
        files = files_of(manifest.parent)
        known = connection.execute("SELECT 1 FROM definition WHERE id = %s", (identity(files),)).fetchone()
        if known is None:
            added.append(deploy(connection, files)[0].id)
    return added


def _bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def _text(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: content.decode() for path, content in files.items()}
