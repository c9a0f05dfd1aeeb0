"""Uploads that no form took up within a day are nobody's."""

from __future__ import annotations

from datetime import datetime, timedelta

from webapp.database.connections import Connection

KEPT_LOOSE = timedelta(days=1)


def sweep(connection: Connection, at: datetime) -> int:
    """Remove them, their names, and the keys made for nothing else; how many files went."""
    with connection.transaction():
        gone = connection.execute(
            "DELETE FROM attachment WHERE attached_at IS NULL AND added_at < %s RETURNING party_id, name_record_id",
            (at - KEPT_LOOSE,),
        ).fetchall()
        connection.execute("DELETE FROM party_record WHERE id = ANY(%s)", ([record for _, record in gone],))
        forget_unused(connection, [int(str(party)) for party, _ in gone])
    return len(gone)


def forget_unused(connection: Connection, parties: list[int]) -> None:
    """Remove people who were enrolled only to seal something that is gone."""
    connection.execute(
        """DELETE FROM party p WHERE p.id = ANY(%s) AND p.phone_index IS NULL
           AND NOT EXISTS (SELECT FROM party_record r WHERE r.party_id = p.id)
           AND NOT EXISTS (SELECT FROM attachment a WHERE a.party_id = p.id)
           AND NOT EXISTS (SELECT FROM draft d WHERE d.party_id = p.id)""",
        (parties,),
    )
