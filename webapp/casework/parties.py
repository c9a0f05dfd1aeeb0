"""Whose personal data a case holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.casework.disclosure import references_in
from webapp.database.connections import Connection


def party_of_case(connection: Connection, case_file: Mapping[str, Any]) -> int | None:
    """The requester whose data the case already refers to, unless erased."""
    ids = [reference["vault"] for reference in references_in(case_file)]
    row = connection.execute(
        """SELECT p.id FROM party_record r JOIN party p ON p.id = r.party_id
           WHERE r.id = ANY(%s) AND p.wrapped_key IS NOT NULL ORDER BY r.id LIMIT 1""",
        (ids,),
    ).fetchone()
    return int(str(row[0])) if row else None
