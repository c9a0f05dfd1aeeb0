"""Read attachments. Whoever calls has made sure that the reader may, and written down who looked where that is asked."""

from __future__ import annotations

from collections.abc import Collection

from webapp import vault
from webapp.database.connections import Connection


def content_of(connection: Connection, id: int) -> bytes:
    """The file. Raises vault.Erased, LookupError."""
    return _open(connection, "SELECT party_id, sealed FROM attachment WHERE id = %s", id)


def thumbnail_of(connection: Connection, id: int) -> bytes:
    """The small JPEG of a picture. Raises vault.Erased, LookupError when it is no picture."""
    return _open(connection, "SELECT party_id, thumbnail FROM attachment WHERE id = %s", id)


def names_of(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Id -> name as people see it: numbers blotted out; of erased people vault.ERASED."""
    rows = connection.execute("SELECT id, name_record_id FROM attachment WHERE id = ANY(%s)", (list(ids),)).fetchall()
    masked = vault.current().masked(connection, [{"vault": record, "class": "file_name"} for _, record in rows])
    return {id: masked[record] for id, record in rows}  # type: ignore[misc, index]


def _open(connection: Connection, query: str, id: int) -> bytes:
    row = connection.execute(query, (id,)).fetchone()  # type: ignore[call-overload]
    if row is None or row[1] is None:
        raise LookupError(id)
    if not row[1]:  # disposed of by its retention rule
        raise vault.Erased(id)
    return vault.current().open_file(connection, row[0], row[1])
