"""The scenarios that a version had to pass when it was released: those released with it, else with the last one before it that
brought some, else those that came with the program, if this version came with it or after it."""

from __future__ import annotations

from pathlib import Path

from engine.library import files_of, identity
from webapp.database.connections import Connection
from webapp.studio.paths import MANIFEST, SCENARIOS
from webapp.trials.scenarios import SHIPPED

RELEASED = """
    SELECT v.files ->> %(path)s FROM deployment d JOIN model_release r ON r.deployment = d.id AND r.kind = 'release'
    JOIN model_review v ON v.id = r.review
    WHERE d.key = %(process)s AND v.files ->> %(path)s IS NOT NULL
        AND d.id <= (SELECT min(id) FROM deployment WHERE definition_id = %(definition)s)
    ORDER BY d.id DESC LIMIT 1
"""
NOT_AFTER = """
    SELECT min(d.id) <= (SELECT min(id) FROM deployment WHERE definition_id = %s) FROM deployment d WHERE d.definition_id = %s
"""


def of_version(connection: Connection, definition: str) -> dict[str, bytes]:
    """{scenarios.yaml: content}; empty when nobody knows what it had to pass."""
    process = definition.partition("@")[0]
    known = {"path": SCENARIOS, "process": process, "definition": definition}
    row = connection.execute(RELEASED, known).fetchone()
    if row is not None:
        return {SCENARIOS: str(row[0]).encode()}
    folder = SHIPPED / Path(process).name
    if not (folder / MANIFEST).is_file() or not (folder / SCENARIOS).is_file():
        return {}
    came = connection.execute(NOT_AFTER, (definition, identity(files_of(folder)))).fetchone()
    return {SCENARIOS: (folder / SCENARIOS).read_bytes()} if came and came[0] else {}
