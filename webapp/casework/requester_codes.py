"""With which code each requester of one request follows it: the first one's stands with the case, the others' beside it. Whoever
asked together may each look, add something and say what he thinks of the result, without knowing the code of another."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

from webapp.casework.store import query_code
from webapp.database.connections import Connection

FIRST = 1
"""Requesters are numbered as in the case file: `requester` is 1, the first of `co_requesters` is 2."""


def number_of_requesters(file: Mapping[str, Any]) -> int:
    return FIRST + len(file.get("co_requesters") or ())


def draw(connection: Connection, case_id: int, file: Mapping[str, Any]) -> None:
    """A code for each requester after the first, once."""
    for number in range(FIRST + 1, number_of_requesters(file) + 1):
        connection.execute(
            "INSERT INTO requester_code (case_id, requester, code) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (case_id, number, query_code()),
        )


def codes_of_others(connection: Connection, case_id: int) -> dict[int, str]:
    """Number of each requester after the first -> his code."""
    rows = connection.execute("SELECT requester, code FROM requester_code WHERE case_id = %s ORDER BY requester", (case_id,))
    return {int(str(number)): str(code) for number, code in rows.fetchall()}


def requester_with(connection: Connection, case_id: int, first: str, given: str) -> int | None:
    """Number of the requester who has this code. `first`: the code of the case."""
    known = [(FIRST, first), *codes_of_others(connection, case_id).items()]
    return next((number for number, code in known if code and hmac.compare_digest(given.encode(), code.encode())), None)
