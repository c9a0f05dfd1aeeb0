"""Walk the stored chains and say where the first one breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from webapp.audit.chain import Break, Link, first_break
from webapp.database.connections import Connection

EVENTS = """
    SELECT c.number, c.head_hash, e.case_id, e.seq, e.at, e.kind, e.data, e.actor, e.command_id, e.prev_hash, e.hash
    FROM "case" c JOIN case_event e ON e.case_id = c.id
    WHERE %(number)s::text IS NULL OR c.number = %(number)s ORDER BY c.id, e.seq
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` None: the chain of this case holds."""

    number: str
    events: int
    broken: Break | None


def verify(connection: Connection, number: str | None = None) -> Iterator[Verdict]:
    """One verdict per case, of one case or of all. Streams: history may be larger than memory."""
    with connection.transaction(), connection.cursor(name="verify") as cursor:
        cursor.itersize = 5000
        cursor.execute(EVENTS, {"number": number})
        for (case_number, head), rows in groupby(cursor, key=lambda row: (row[0], row[1])):
            counted = _Counted(Link(**dict(zip(Link.__slots__, row[2:], strict=True))) for row in rows)
            broken = first_break(counted, head=bytes(head))  # type: ignore[call-overload]
            yield Verdict(str(case_number), counted.count, broken)


class _Counted:
    """Counts links while they pass."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._links, self.count = links, 0

    def __iter__(self) -> Iterator[Link]:
        for link in self._links:
            self.count += 1
            yield link
