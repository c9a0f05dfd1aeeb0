"""What is open at this moment, counted from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from webapp.boards.look import Look, statement
from webapp.boards.measures import STOCKS
from webapp.models import db

SMALLEST_CELL = 5
"""A number of restricted cases below this is not told."""


def fact_condition(look: Look) -> str:
    """SQL over a table of facts: those of the look that everybody may count, whatever their day."""
    parts = ["process = :process", "NOT restricted"]
    if look.units is not None:
        parts.append("unit = ANY(:units)")
    if look.axis:
        parts.append(f"{look.axis} = ANY(:values)")  # one of AXES
    return " AND ".join(parts)


def counts(look: Look, moments: Mapping[str, datetime]) -> dict[str, int]:
    """Stock -> how many."""
    columns = ", ".join(f"count(*) FILTER (WHERE {one.rule}) AS {one.code}" for one in STOCKS)
    sql = f"SELECT {columns} FROM figure_case WHERE {fact_condition(look)} AND closed_on IS NULL"
    return dict(db.session.execute(statement(sql, {**look.keys, **moments})).mappings().one())


def overdue_by_unit(look: Look, moments: Mapping[str, datetime]) -> dict[str, tuple[int, int]]:
    """Unit -> (open, overdue)."""
    overdue = next(one.rule for one in STOCKS if one.code == "overdue")
    sql = f"""
        SELECT unit, count(*), count(*) FILTER (WHERE {overdue}) FROM figure_case
        WHERE {fact_condition(look)} AND closed_on IS NULL GROUP BY unit
    """
    return {unit: (n, late) for unit, n, late in db.session.execute(statement(sql, {**look.keys, **moments}))}


def open_at(look: Look, before: date) -> int:
    """How many were open at the beginning of the day `before`: all that had come, less all that had been closed."""
    sql = f"""
        SELECT coalesce(sum(intake - closed), 0)::bigint FROM figure_sum
        WHERE process = :process AND {look.unit_condition} AND axis = :axis AND value = ANY(:values)
          AND (grain = 'month' AND start < :month OR grain = 'day' AND start >= :month AND start < :before)
    """
    found = db.session.scalar(statement(sql, {**look.keys, "month": before.replace(day=1), "before": before}))
    return int(found or 0)


def restricted(look: Look) -> int | None:
    """Restricted requests received in the period, which no other number counts; None: some, but too few to be told."""
    parts = ["process = :process", "restricted", "opened_on >= :begin", "opened_on < :end"]
    if look.units is not None:
        parts.append("unit = ANY(:units)")
    sql = f"SELECT count(*) FROM figure_case WHERE {' AND '.join(parts)}"
    found = int(db.session.scalar(statement(sql, {**look.keys, "begin": look.period.begin, "end": look.period.end})) or 0)
    return found if found == 0 or found >= SMALLEST_CELL else None
