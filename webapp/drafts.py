"""What people typed and did not send yet: per person, case, task and field, sealed with the key of the person the case is about,
because nobody knows yet what it says about whom. It survives signing out; sending the form removes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from engine.now import now
from webapp import vault
from webapp.attachments.sweeping import forget_unused
from webapp.casework.parties import party_of_case
from webapp.database.connections import Connection

KEPT = timedelta(days=30)
"""A draft that nobody touched for so long is not coming back."""
KEPT_OF_ENDED = timedelta(days=1)
MOST_FIELDS = 60
LARGEST = 20_000
"""Bytes of one field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Whose form it is. The desk has neither case nor task yet: 0. `case_file`: says whom the case is about."""

    user_id: int
    case_id: int = 0
    task: int = 0
    case_file: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`values`: field -> what was typed, a text or a list of texts. `saved_at`: of the field saved last."""

    values: Mapping[str, Any]
    saved_at: datetime


def save(connection: Connection, sheet: Sheet, values: Mapping[str, Any]) -> datetime:
    """Keep these fields; of each the last one saved counts, whichever window it came from. Emptied fields are kept as emptied."""
    at = now()
    fields = {key: orjson.dumps(value) for key, value in list(values.items())[:MOST_FIELDS]}
    with connection.transaction():
        party = _party(connection, sheet)
        for key, content in fields.items():
            if len(content) > LARGEST:
                continue
            connection.execute(
                """INSERT INTO draft (user_id, case_id, task, field, party_id, sealed, saved_at)
                   VALUES (%s, %s, %s, %s, %s, %s, %s)
                   ON CONFLICT (user_id, case_id, task, field) DO UPDATE SET party_id = excluded.party_id,
                       sealed = excluded.sealed, saved_at = excluded.saved_at""",
                (sheet.user_id, sheet.case_id, sheet.task, key, party, vault.current().seal_file(connection, party, content), at),
            )
    return at


def load(connection: Connection, sheet: Sheet) -> Draft | None:
    """What was typed; of a person erased meanwhile nothing."""
    rows = connection.execute(
        "SELECT field, party_id, sealed, saved_at FROM draft WHERE user_id = %s AND case_id = %s AND task = %s",
        (sheet.user_id, sheet.case_id, sheet.task),
    ).fetchall()
    values: dict[str, Any] = {}
    for field, party, sealed, _ in rows:
        try:
            values[str(field)] = orjson.loads(vault.current().open_file(connection, party, sealed))  # type: ignore[arg-type]
        except vault.Erased:
            continue
    return Draft(values=values, saved_at=max(row[3] for row in rows)) if values else None  # type: ignore[type-var, arg-type]


def discard(connection: Connection, sheet: Sheet) -> None:
    """Remove the draft of one person."""
    _remove(connection, "user_id = %s AND case_id = %s AND task = %s", (sheet.user_id, sheet.case_id, sheet.task))


def sent(connection: Connection, case_id: int, task: int) -> None:
    """The task is done: nobody's draft of it is of use any more."""
    _remove(connection, "case_id = %s AND task = %s", (case_id, task))


def sweep(connection: Connection, at: datetime) -> None:
    """Remove the drafts that nobody came back to, and those of tasks that ended elsewhere a day ago."""
    ended = """EXISTS (SELECT FROM work_item w WHERE w.case_id = draft.case_id AND w.task = draft.task AND w.ended_at < %s)"""
    _remove(connection, f"saved_at < %s OR {ended}", (at - KEPT, at - KEPT_OF_ENDED))


def _remove(connection: Connection, which: str, values: tuple[object, ...]) -> None:
    gone = connection.execute(f"DELETE FROM draft WHERE {which} RETURNING party_id", values).fetchall()  # type: ignore[call-overload]
    if gone:
        forget_unused(connection, sorted({int(str(row[0])) for row in gone}))


def _party(connection: Connection, sheet: Sheet) -> int:
    """The person the case is about; before anybody knows, one made for this sheet."""
    known = party_of_case(connection, sheet.case_file) if sheet.case_file else None
    if known is None:
        row = connection.execute(
            """SELECT d.party_id FROM draft d JOIN party p ON p.id = d.party_id
               WHERE d.user_id = %s AND d.case_id = %s AND d.task = %s AND p.wrapped_key IS NOT NULL LIMIT 1""",
            (sheet.user_id, sheet.case_id, sheet.task),
        ).fetchone()
        known = int(str(row[0])) if row else None
    return known if known is not None else vault.current().enrol(connection)
