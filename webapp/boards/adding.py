"""Facts into sums, in the database. The same text adds everything up from nothing and adds what changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from webapp.boards.measures.sums import ALL, Sum
from webapp.database.connections import Connection

AXES = "('', ''), ('channel', f.channel), ('category', f.category), ('place', f.place)"
EXTRA_AXES = {
    "opened_on": ("hour", "f.opened_hour::text", ("intake",)),
    "closed_on": ("worked", "(f.worked / 60)::text", ("handled",)),
}
"""Day -> an axis of its own: its name, its value, and the sums worth having on it."""

EVERYTHING = "SELECT 1 AS sign, {fact}.* FROM {fact}"
CHANGES = """
    SELECT 1 AS sign, new.* FROM jsonb_populate_recordset(NULL::{fact}, %(rows)s::jsonb) new
    UNION ALL SELECT -1, old.* FROM {fact} old WHERE old.case_id = ANY(%(ids)s)
"""
"""What the facts of some cases shall become, minus what they were."""

SUMS = "figure_sum"
MEMORY = "256MB"
"""For adding everything up at once; with the usual few megabytes the database sorts on the disk instead."""

BY_DAY = """
    INSERT INTO {{into}} AS known (process, unit, axis, grain, start, value, {columns})
    SELECT f.process, u.unit, a.axis, g.grain, CASE g.grain WHEN 'day' THEN f.{day} ELSE date_trunc('month', f.{day})::date END,
        a.value, {sums}
    FROM ({source}) f
    CROSS JOIN LATERAL (VALUES {axes}) a (axis, value)
    CROSS JOIN LATERAL (VALUES (f.unit), ('')) u (unit)
    CROSS JOIN (VALUES ('day'), ('month')) g (grain)
    WHERE f.{day} IS NOT NULL AND NOT f.restricted AND a.value IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING {any} ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (process, unit, axis, grain, start, value) DO UPDATE SET {added}
"""

ROLLED = """
    INSERT INTO {into} AS known (process, unit, axis, grain, start, value, {columns})
    SELECT process, {unit}, axis, {grain}, {start}, value, {sums} FROM {into} WHERE unit <> '' AND grain = 'day'
    GROUP BY process, 2, axis, 5, value ORDER BY 1, 2, 3, 4, 5, 6
"""


def add_everything(connection: Connection, into: str = SUMS) -> None:
    """Fill an empty table of sums from all facts: first by unit and day, then from those by month and for all units. `into`: its
    name, a constant of the program."""
    columns, sums = ", ".join(one.name for one in ALL), ", ".join(f"sum({one.name})" for one in ALL)
    month = "date_trunc('month', start)::date"
    with connection.transaction():
        connection.execute("SELECT set_config('work_mem', %s, true)", (MEMORY,))
        for statement in _statements(EVERYTHING, leaves_only=True):
            connection.execute(statement.format(into=into))
        for unit, grain, start in (("unit", "'month'", month), ("''", "'day'", "start"), ("''", "'month'", month)):
            connection.execute(ROLLED.format(columns=columns, sums=sums, unit=unit, grain=grain, start=start, into=into))
        connection.execute(f"ANALYZE {into}")


def add_changes(connection: Connection, fact: str, rows: str, ids: list[int]) -> None:
    """Add the facts of these cases as `rows` (JSON) will make them, and take away what the table still says of them."""
    for statement in _statements(CHANGES, fact=fact):
        connection.execute(statement.format(into=SUMS), {"rows": rows, "ids": ids})


@cache
def _statements(source: str, *, fact: str | None = None, leaves_only: bool = False) -> tuple[str, ...]:
    found = []
    for (table, day), group in groupby(sorted(ALL, key=_place), key=_place):
        if fact in (None, table):
            sums = tuple(group)
            text = source.format(fact=table)
            found.append(_statement(text, day, sums, AXES))
            if extra := EXTRA_AXES.get(day):
                axis, value, names = extra
                found.append(_statement(text, day, tuple(s for s in sums if s.name in names), f"('{axis}', {value})"))
    if leaves_only:
        found = [text.replace("(VALUES (f.unit), (''))", "(VALUES (f.unit))").replace(", ('month')", "") for text in found]
    return tuple(found)


def _statement(source: str, day: str, sums: tuple[Sum, ...], axes: str) -> str:
    names = [one.name for one in sums]
    return BY_DAY.format(
        source=source, day=day, axes=axes, columns=", ".join(names), sums=", ".join(_summed(sums)),
        any=" OR ".join(f"{text} <> 0" for text in _summed(sums)),
        added=", ".join(f"{name} = known.{name} + excluded.{name}" for name in names),
    )  # fmt: skip


def _summed(sums: tuple[Sum, ...]) -> Iterator[str]:
    for one in sums:
        amount = f"f.{one.amount}" if one.amount else "1"
        yield f"coalesce(sum(f.sign * {amount}) FILTER (WHERE {one.rule}), 0)"


def _place(one: Sum) -> tuple[str, str]:
    return one.fact, one.day
