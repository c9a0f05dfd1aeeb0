"""Sums of a look: in all, over time, along an axis, unit by unit. Each is one short range of figure_sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from webapp.boards.look import Look, days_condition, statement
from webapp.boards.measures import Measure
from webapp.boards.measures.sums import ALL
from webapp.models import db

Sums = Mapping[str, int]
UNITS = """
    WITH RECURSIVE known AS (
        (SELECT unit FROM figure_sum WHERE process = :process AND unit > '' ORDER BY unit LIMIT 1)
        UNION ALL
        SELECT (SELECT f.unit FROM figure_sum f WHERE f.process = :process AND f.unit > known.unit ORDER BY f.unit LIMIT 1)
        FROM known WHERE known.unit IS NOT NULL
    ) SELECT unit FROM known WHERE unit IS NOT NULL
"""
"""All units with figures, from one line of the index to the next: "any unit" would read every line there is."""
NOTHING: Sums = {one.name: 0 for one in ALL}


@cache
def _columns(names: tuple[str, ...] | None = None) -> str:
    return ", ".join(f"coalesce(sum({one.name}), 0)::bigint AS {one.name}" for one in ALL if names is None or one.name in names)


def totals(look: Look) -> Sums:
    """Everything that is added up, over the whole look."""
    days, parameters = days_condition(look.period)
    sql = f"SELECT {_columns()} FROM figure_sum WHERE {_where(look)} AND value = ANY(:values) AND {days}"
    return dict(_rows(sql, {**look.keys, **parameters})[0])


def along(look: Look, axis: str) -> dict[str, Sums]:
    """Value on the axis -> sums. The look must not be narrowed to another axis."""
    days, parameters = days_condition(look.period)
    sql = f"""
        SELECT value, {_columns()} FROM figure_sum
        WHERE process = :process AND {look.unit_condition} AND axis = :along AND {days} GROUP BY value
    """
    return _by_key(_rows(sql, {**look.keys, "along": axis, **parameters}), "value")


def by_unit(look: Look) -> dict[str, Sums]:
    """Handling unit -> sums, of every unit of the look."""
    days, parameters = days_condition(look.period)
    only = f"unit = ANY(ARRAY({UNITS}))" if look.units is None else "unit = ANY(:units)"
    sql = f"""
        SELECT unit, {_columns()} FROM figure_sum
        WHERE process = :process AND {only} AND axis = :axis AND value = ANY(:values) AND {days} GROUP BY unit
    """
    return _by_key(_rows(sql, {**look.keys, **parameters}), "unit")


def over_time(look: Look) -> dict[date, Sums]:
    """First day of each step of the period -> sums; steps without anything are absent."""
    step, begin = look.period.step, look.period.begin
    grain = "month" if step == "month" and begin.day == 1 else "day"
    sql = f"""
        SELECT date_trunc('{step}', start)::date AS step, {_columns()} FROM figure_sum
        WHERE {_where(look)} AND value = ANY(:values) AND grain = '{grain}' AND start >= :begin AND start < :end GROUP BY 1
    """
    return _by_key(_rows(sql, {**look.keys, "begin": begin, "end": look.period.end}), "step")


def hours(look: Look) -> dict[int, int]:
    """Hour of the week (Monday 0:00 is 0) -> requests received in it."""
    days, parameters = days_condition(look.period)
    sql = f"""
        SELECT value, sum(intake)::bigint AS n FROM figure_sum
        WHERE process = :process AND {look.unit_condition} AND axis = 'hour' AND {days} GROUP BY value
    """
    return {int(row["value"]): row["n"] for row in _rows(sql, {**look.keys, **parameters})}


def median_minutes(look: Look) -> int | None:
    """Working minutes within which half of the closed requests were closed, to the hour; None without any."""
    days, parameters = days_condition(look.period)
    sql = f"""
        SELECT value::int AS hours, sum(handled)::bigint AS n FROM figure_sum
        WHERE process = :process AND {look.unit_condition} AND axis = 'worked' AND {days}
        GROUP BY 1 HAVING sum(handled) > 0 ORDER BY 1
    """
    found = _rows(sql, {**look.keys, **parameters})
    half, seen = (sum(row["n"] for row in found) + 1) // 2, 0
    for row in found:
        seen += row["n"]
        if seen >= half:
            return (row["hours"] + 1) * 60
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One measure in a look: `n` of `d`. `value`: share (0 to 1), working minutes, or the count; None without a denominator."""

    measure: Measure
    n: int
    d: int | None
    value: float | None

    @property
    def is_thin(self) -> bool:
        """Too few cases to judge by."""
        return self.d is not None and self.d < self.measure.floor


def number(measure: Measure, sums: Sums, *, median: int | None = None) -> Number:
    n, d = sums[measure.n], sums[measure.d] if measure.d else None
    if measure.kind == "median":
        return Number(measure=measure, n=n, d=d, value=median)
    if measure.kind == "count":
        return Number(measure=measure, n=n, d=None, value=n)
    return Number(measure=measure, n=n, d=d, value=n / d if d else None)


def added(parts: list[Sums]) -> Sums:
    """Several sums as one."""
    return {name: sum(part[name] for part in parts) for name in NOTHING}


def _where(look: Look) -> str:
    return f"process = :process AND {look.unit_condition} AND axis = :axis"


def _rows(sql: str, parameters: dict[str, Any]) -> list[Mapping[str, Any]]:
    return list(db.session.execute(statement(sql, parameters)).mappings())


def _by_key(rows: list[Mapping[str, Any]], key: str) -> dict[Any, Sums]:
    return {row[key]: {name: row[name] for name in NOTHING} for row in rows}
