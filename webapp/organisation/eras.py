"""The organisation at many moments: loaded once for each stretch of time in which nothing of it changed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webapp.casework.directory import Directory
from webapp.database.connections import Connection
from webapp.organisation import past

CHANGED = """
    SELECT at FROM (
        SELECT begins_at AS at FROM org_unit_history UNION SELECT ends_at FROM org_unit_history
        UNION SELECT begins_at FROM position_history UNION SELECT ends_at FROM position_history
        UNION SELECT begins_at FROM user_history UNION SELECT ends_at FROM user_history
        UNION SELECT granted_at FROM compartment_grant UNION SELECT ended_at FROM compartment_grant
    ) changes WHERE at IS NOT NULL ORDER BY at
"""


@dataclass(frozen=True, slots=True)
class Eras:
    """`changes`: when something changed, in order. `connection`: what is not known yet is read from it."""

    connection: Connection
    changes: list[datetime]
    known: dict[int, Directory] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> Eras:
        rows: list[Any] = connection.execute(CHANGED).fetchall()
        return cls(connection, [row[0] for row in rows])

    def number(self, moment: datetime) -> int:
        """Of the stretch of time `moment` (aware) lies in."""
        return bisect_right(self.changes, moment)

    def at(self, moment: datetime) -> Directory:
        """As it was then; the same object for moments between which nothing changed."""
        era = self.number(moment)
        if era not in self.known:
            self.known[era] = past.as_of(self.connection, moment)
        return self.known[era]
