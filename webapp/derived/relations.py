"""Tables that one SELECT makes again: compared and mended by the database, all rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.casework.rows_compared import Difference, difference
from webapp.database.connections import Connection

WRONG = """
    WITH made AS ({made}), kept AS (SELECT {names} FROM "{table}" t)
    SELECT true, to_jsonb(m), {case} FROM (SELECT {names} FROM made EXCEPT ALL TABLE kept) m
    UNION ALL SELECT false, to_jsonb(k), {case} FROM (
        SELECT {names} FROM "{table}" t WHERE {counted} EXCEPT ALL SELECT {names} FROM made
    ) k ORDER BY 3, 2 LIMIT {most}
"""
MEND = (
    'UPDATE "{table}" t SET {set} FROM ({made}) m WHERE {same} AND ({told}) IS DISTINCT FROM ({anew})',
    'INSERT INTO "{table}" ({all}) SELECT {all} FROM ({made}) m WHERE NOT EXISTS (SELECT FROM "{table}" t WHERE {same})',
    'DELETE FROM "{table}" t WHERE ({counted}) AND NOT EXISTS (SELECT FROM ({made}) m WHERE {same})',
)
MOST = 200
"""Wrong rows that are read; more say nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`made`: SELECT of `key`, `columns` and `fill`. `fill`: columns given to rows that are missing, and not compared. `counted`:
    which rows of the table, as t, may be called too many. `case`: the part of the key that is the id of a case."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    made: str
    fill: tuple[str, ...] = ()
    counted: str = "true"
    case: str | None = None

    def differences(self, connection: Connection) -> Iterator[Difference]:
        names = (*self.key, *self.columns)
        rows = connection.execute(WRONG.format(
            made=self.made, table=self.table, names=", ".join(names), counted=self.counted, case=self.case or "0", most=MOST,
        )).fetchall()  # fmt: skip
        pairs: dict[tuple[Any, ...], dict[bool, Mapping[str, Any]]] = {}
        for is_made, row, _ in rows:
            pairs.setdefault(tuple(row[name] for name in self.key), {})[bool(is_made)] = row  # type: ignore[index]
        for pair in pairs.values():
            yield self._difference(pair.get(False), pair.get(True))

    def mend(self, connection: Connection) -> None:
        """Change, add and take away what differs."""
        for statement in MEND if self.columns else MEND[1:]:
            connection.execute(statement.format(
                made=self.made, table=self.table, counted=self.counted, all=", ".join((*self.key, *self.columns, *self.fill)),
                same=" AND ".join(f"t.{name} = m.{name}" for name in self.key),
                set=", ".join(f"{name} = m.{name}" for name in self.columns),
                told=", ".join(f"t.{name}" for name in self.columns), anew=", ".join(f"m.{name}" for name in self.columns),
            ))  # fmt: skip

    def _difference(self, stored: Mapping[str, Any] | None, made: Mapping[str, Any] | None) -> Difference:
        row = stored or made or {}
        key = "/".join(str(row[name]) for name in self.key if name != self.case)
        return difference(row[self.case] if self.case else 0, self.table, key, stored, made)
