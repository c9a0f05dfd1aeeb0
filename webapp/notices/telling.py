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
TELL_REQUESTER = """
    INSERT INTO delivery (channel, case_id, key, content, at, not_before) VALUES ('sms', %s, %s, %s, %s, %s)
    ON CONFLICT (channel, key) DO NOTHING RETURNING id
"""


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


def tell_requester(connection: Connection, template: str, *, key: str, case_id: int) -> None:
    """Send the requester of a case a short message: its number and where to look, never a word of the case itself. The same key
    again sends nothing."""
    content = orjson.dumps({"kind": template}).decode()
    written = connection.execute(TELL_REQUESTER, (case_id, key, content, now(), now())).fetchone()
    if written:
        send_later(connection, int(str(written[0])), now())
