"""Write down who is to be told what, in the transaction of whatever happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

import orjson

from engine.now import now
from webapp.database.connections import Connection
from webapp.notices.existing import DEPUTIES, EXISTS
from webapp.notices.kinds import KINDS
from webapp.notices.passing import send_later

TELL = (files("webapp.notices") / "tell.sql").read_text().replace("{deputies}", DEPUTIES).replace("{exists}", EXISTS)
TELL_REQUESTERS = """
    INSERT INTO delivery (channel, case_id, key, content, at, not_before)
    SELECT 'sms', c.id, CASE WHEN n = 0 THEN %(key)s ELSE %(key)s || ':' || n END,
        jsonb_build_object('kind', %(kind)s::text, 'requester', n), %(at)s, %(at)s
    FROM "case" c, generate_series(0, jsonb_array_length(coalesce(nullif(c.file->'co_requesters', 'null'), '[]'))) n
    WHERE c.id = %(case)s AND (%(only)s::int IS NULL OR n = %(only)s - 1) ON CONFLICT (channel, key) DO NOTHING RETURNING id
"""
"""The first requester is number 0; who asks for the same in the same request follows."""


class Seat(NamedTuple):
    """`role` None: everybody in the unit."""

    unit: str
    role: str | None = None


def tell(
    connection: Connection,
    kind: str,
    *,
    key: str,
    users: Iterable[int] = (),
    seats: Iterable[Seat] = (),
    watchers: bool = False,
    case_id: int | None = None,
    task: int | None = None,
    facts: Mapping[str, Any] | None = None,
    but: Iterable[int] = (),
) -> int:
    """Put a line into the notices of `users`, of everybody in `seats` (deputies included) and of who watches the case, except
    `but`; how many were told. Nobody hears of a case that does not exist for him (casework/compartments.py).

    `kind`: one of KINDS. `key`: the same key again tells the same people nothing. `facts`: codes and numbers for the text of the
    kind, nothing personal, no titles: the page looks them up for whoever may see them."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of notice")
    seated = [{"unit": seat.unit, "role": seat.role} for seat in seats]
    return connection.execute(
        TELL,
        {
            "kind": kind, "key": key, "users": list(users), "seats": orjson.dumps(seated).decode(), "watchers": watchers,
            "case_id": case_id, "task": task, "facts": orjson.dumps(facts or {}).decode(), "but": list(but), "at": now(),
        },
    ).rowcount  # fmt: skip


def tell_requesters(connection: Connection, template: str, *, key: str, case_id: int, only: int | None = None) -> None:
    """Send everybody who asked in this case a short message: its number and where to look, never a word of the case itself. The
    same key again sends nothing. `only`: one of them, the first is 1."""
    told = {"case": case_id, "key": key, "kind": template, "at": now(), "only": only}
    for row in connection.execute(TELL_REQUESTERS, told).fetchall():
        send_later(connection, int(str(row[0])), now())
