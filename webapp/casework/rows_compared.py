"""Rows made again against rows kept, compared by the database itself, so that no value is read or spelt in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from webapp.casework.readmodel import KEYS
from webapp.database.connections import Connection

COMPARE = """
    WITH made AS ({made}), kept AS ({kept} WHERE {key} = ANY(%(ids)s))
    SELECT true, to_jsonb(m) FROM (TABLE made EXCEPT ALL TABLE kept) m
    UNION ALL SELECT false, to_jsonb(k) FROM (TABLE kept EXCEPT ALL TABLE made) k
"""
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`key`: which row of the case; `column` "" when a whole row is missing or too many. `stored` and `made`: None where there is
    none."""

    case_id: int
    table: str
    key: str
    column: str
    stored: Any
    made: Any


def differences(
    connection: Connection,
    table: str,
    rows: Sequence[Mapping[str, Any]],
    ids: Sequence[int],
    *,
    shape: str = "SELECT * FROM {source}",
    key: tuple[str, ...] | None = None,
) -> Iterator[Difference]:
    """Of the rows of these cases in `table`; `rows`: as they should be. `shape`: the columns that count. `key`: of a row, beside
    the case; that of the read model by default."""
    made = shape.format(source=f'jsonb_populate_recordset(NULL::"{table}", %(rows)s::jsonb)')
    kept, case = shape.format(source=f'"{table}"'), "id" if table == "case" else "case_id"
    found = connection.execute(
        COMPARE.format(made=made, kept=kept, key=case),
        {"rows": orjson.dumps(rows, option=orjson.OPT_UTC_Z).decode(), "ids": [*ids]},
    ).fetchall()
    pairs: dict[tuple[Any, ...], dict[bool, Mapping[str, Any]]] = {}
    for is_made, row in found:
        names = ("case_id", *(KEYS.get(table, ()) if key is None else key))
        pairs.setdefault(tuple(row[name] for name in names), {})[bool(is_made)] = row  # type: ignore[index]
    for (case_id, *rest), pair in sorted(pairs.items(), key=lambda one: str(one[0])):
        yield difference(case_id, table, "/".join(map(str, rest)), pair.get(False), pair.get(True))


def compared(case_id: int, table: str, key: str, column: str, stored: Any, made: Any) -> Difference:
    """With values short enough to read: of long texts the part where they begin to differ."""
    if isinstance(stored, str) and isinstance(made, str) and max(len(stored), len(made)) > LONGEST:
        start = next((i for i, (a, b) in enumerate(zip(stored, made, strict=False)) if a != b), min(len(stored), len(made)))
        stored, made = f"...{stored[max(start - 20, 0) : start + 80]}", f"...{made[max(start - 20, 0) : start + 80]}"
    return Difference(case_id=case_id, table=table, key=key, column=column, stored=stored, made=made)


def difference(
    case_id: int, table: str, key: str, stored: Mapping[str, Any] | None, made: Mapping[str, Any] | None
) -> Difference:
    """Of a row as it is kept and as it should be; None: there is none."""
    if stored is None or made is None:
        return Difference(
            case_id=case_id, table=table, key=key, column="", stored=None if stored is None else "a row",
            made=None if made is None else "a row",
        )  # fmt: skip
    column = next(name for name in stored if stored[name] != made[name])
    return compared(case_id, table, key, column, stored[column], made[column])
