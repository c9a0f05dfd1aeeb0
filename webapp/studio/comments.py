"""What people say about a draft, at an element or about the whole. A remark is settled, never removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.now import now
from webapp.database.connections import Connection

LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """`element`: id in the file `path`; None: about the whole. `settled_by`: None while it is open."""

    id: int
    draft: int
    path: str
    element: str | None
    text: str
    said_by: int
    said_at: datetime
    settled_by: int | None
    settled_at: datetime | None


_COLUMNS = "id, draft, path, element, text, said_by, said_at, settled_by, settled_at"


def of(connection: Connection, draft_id: int) -> list[Comment]:
    """Oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM studio_comment WHERE draft = %s ORDER BY said_at, id", (draft_id,))
    return [_comment(row) for row in rows.fetchall()]


def say(connection: Connection, draft_id: int, path: str, element: str | None, text: str, by: int) -> Comment:
    """A new remark."""
    return _comment(
        connection.execute(
            f"""INSERT INTO studio_comment (draft, path, element, text, said_by, said_at) VALUES (%s, %s, %s, %s, %s, %s)
                RETURNING {_COLUMNS}""",
            (draft_id, path, element, text[:LONGEST], by, now()),
        ).fetchone()
    )


def settle(connection: Connection, draft_id: int, comment_id: int, by: int, *, settled: bool = True) -> None:
    """Say that it is done with, or open it again."""
    connection.execute(
        "UPDATE studio_comment SET settled_by = %s, settled_at = %s WHERE draft = %s AND id = %s",
        (by if settled else None, now() if settled else None, draft_id, comment_id),
    )


def _comment(row: tuple[Any, ...] | None) -> Comment:
    assert row is not None
    return Comment(**dict(zip(_COLUMNS.split(", "), row, strict=True)))
