"""Every case of a batch, looked at page by page; a page that was looked at stays so, whatever happens to the worker."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import UnknownVersion
from engine.state import CaseState
from webapp.casework import definitions, runtime
from webapp.database.connections import Connection, json
from webapp.moves.batches import Batch
from webapp.moves.trying import IMPOSSIBLE, Look, look

log = logging.getLogger(__name__)

PAGE = 200
NEXT = """
    SELECT c.id, c.number, c.definition, c.status, c.opened_at, c.state, c.file FROM move_item i
    JOIN "case" c ON c.id = i.case_id WHERE i.batch = %s AND i.verdict IS NULL ORDER BY i.case_id LIMIT %s
"""
WRITE = """
    UPDATE move_item i SET verdict = r.verdict, problems = r.problems, stands = r.stands, changes = r.changes, source = r.source
    FROM jsonb_populate_recordset(NULL::move_item, %s) r WHERE i.batch = %s AND i.case_id = r.case_id AND i.result IS NULL
"""


def look_at(connection: Connection, batch: Batch) -> int:
    """All that were not looked at yet; how many. The batch is ready then."""
    seen = 0
    while rows := connection.execute(NEXT, (batch.id, PAGE)).fetchall():
        found = [_row(state, look_of(connection, state, batch.target, batch.mapping)) for state in _states(rows)]
        connection.execute(WRITE, (json(found), batch.id))
        seen += len(found)
    connection.execute("UPDATE move_batch SET status = 'ready' WHERE id = %s AND status = 'looking'", (batch.id,))
    return seen


def look_of(connection: Connection, state: CaseState, target: str, mapping: Mapping[str, str]) -> Look:
    """With whatever versions it takes brought into the library."""
    active = runtime.current(connection)
    if state.status not in ("active", "incident"):
        return Look(verdict=IMPOSSIBLE, stands=(), problems=({"reason": "case_closed", "element": ""},))
    for definition in (state.definition, target):
        try:
            active.library.version(definition)
        except UnknownVersion:
            definitions.bring(connection, active.library, definition)
    try:
        return look(active.engine, state, target, mapping)
    except (ValueError, LookupError, TypeError):  # one that cannot even be loaded does not keep the others waiting
        log.exception("a case does not load", extra={"action": "look_failed", "case": state.case_id})
        return Look(verdict=IMPOSSIBLE, stands=(), problems=({"reason": "broken", "element": ""},))


def _states(rows: list[Any]) -> Iterator[CaseState]:
    for id, number, definition, status, opened_at, blob, file in rows:
        yield CaseState(
            case_id=id, number=number, definition=definition, status=status, opened_at=opened_at, blob=bytes(blob), file=file
        )


def _row(state: CaseState, found: Look) -> dict[str, Any]:
    return {
        "case_id": state.case_id, "source": state.definition, "verdict": found.verdict, "problems": list(found.problems),
        "stands": list(found.stands), "changes": list(found.changes),
    }  # fmt: skip
