"""The rule in force for each class of data. What the office has not decided itself is the default below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engine.now import now
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.city_time import CITY_TIME
from webapp.database.connections import Connection

LONGEST = 1200
"""Months one may enter: a century. For ever is no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`months` after the case closed; None: for ever. `effective_from` None: a default, whose basis is told in catalogues."""

    data_class: str
    months: int | None
    basis: str = ""
    effective_from: date | None = None


DEFAULTS = (
    Rule(data_class="personal", months=60),
    Rule(data_class="attachment", months=36),
    Rule(data_class="message", months=12),
)
"""Personal: the keys of the people in closed cases. Attachment: contents of files. Message: what went out of the house."""
CLASSES = tuple(rule.data_class for rule in DEFAULTS)


def in_force(connection: Connection, at: datetime) -> list[Rule]:
    """One rule per class: the row that takes effect last and was known by then, else the default."""
    rows = connection.execute(
        """SELECT DISTINCT ON (data_class) data_class, months, basis, effective_from FROM retention_rule
           WHERE effective_from <= %s AND entered_at <= %s ORDER BY data_class, effective_from DESC, id DESC""",
        (at.astimezone(CITY_TIME).date(), at),
    ).fetchall()
    decided = {row[0]: Rule(data_class=row[0], months=row[1], basis=row[2], effective_from=row[3]) for row in rows}  # type: ignore[arg-type, index]
    return [decided.get(rule.data_class, rule) for rule in DEFAULTS]


def to_come(connection: Connection, at: datetime) -> list[Rule]:
    """Rules that take effect later, the next first."""
    rows = connection.execute(
        """SELECT data_class, months, basis, effective_from FROM retention_rule WHERE effective_from > %s
           ORDER BY effective_from, id""",
        (at.astimezone(CITY_TIME).date(),),
    ).fetchall()
    return [Rule(data_class=row[0], months=row[1], basis=row[2], effective_from=row[3]) for row in rows]  # type: ignore[arg-type]


def decide(connection: Connection, rule: Rule, by: Actor) -> None:
    """Enter a rule. It takes effect on its day, today at the earliest: nothing is shortened in hindsight. Raises ValueError."""
    today = now().astimezone(CITY_TIME).date()
    if rule.data_class not in CLASSES or (rule.months is not None and not 1 <= rule.months <= LONGEST) or not rule.basis.strip():
        raise ValueError(rule)
    if rule.effective_from is None or rule.effective_from < today:
        raise ValueError(rule)
    with connection.transaction():
        connection.execute(
            """INSERT INTO retention_rule (data_class, months, basis, effective_from, entered_at, entered_by)
               VALUES (%s, %s, %s, %s, %s, %s)""",
            (rule.data_class, rule.months, rule.basis, rule.effective_from, now(), by.user_id),
        )
        log.record(connection, "retention_changed", by.label, {
            "class": rule.data_class, "months": rule.months, "from": rule.effective_from.isoformat(), "reason": rule.basis,
        })  # fmt: skip


def cutoff(at: datetime, months: int) -> datetime:
    """The same time of day `months` calendar months earlier, on the last day of the month where there is no such day."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    for day in (at.day, 30, 29, 28):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
