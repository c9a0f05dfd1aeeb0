"""The list behind a number: the same rule over the same facts, so that the list is as long as the number is large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from webapp.boards import figures
from webapp.boards.look import Look, statement
from webapp.boards.measures import Measure, Part
from webapp.boards.measures.stock import Stock
from webapp.boards.measures.sums import BY_NAME
from webapp.boards.stock import counts as stock_counts
from webapp.boards.stock import fact_condition
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.models import Case, db

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list: facts of one table under one condition with its parameters, the newest `day` first. `number`: how many, as the
    board says it."""

    fact: str
    condition: str
    parameters: Mapping[str, Any]
    day: str
    number: int

    @property
    def key(self) -> str:
        return "case_id, clock, run" if self.fact == "figure_promise" else "case_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """A line. A case that does not exist for the reader (he has an interest in it) keeps its line, without what it is about."""

    case_id: int
    day: date | None
    clock: str | None
    kept: bool | None
    unit: str
    number: str | None = None
    title: str | None = None
    definition: str | None = None
    category: str | None = None
    place: str | None = None
    channel: str | None = None
    outcome: str | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    due_at: datetime | None = None


def behind(measure: Measure, part: Part, look: Look) -> Listed:
    """The list of a part of a measure in a look."""
    sums = figures.totals(look)
    number = {"n": sums[measure.n], "d": sums[measure.d or measure.n]}
    top, base = BY_NAME[measure.n], BY_NAME[measure.d or measure.n]
    wanted = {"n": f"({top.rule})", "d": f"({base.rule})", "rest": f"({base.rule}) AND ({top.rule}) IS NOT TRUE"}[part]
    days = f"{base.day} >= :begin AND {base.day} < :end"
    return Listed(
        fact=base.fact, day=base.day, condition=f"{fact_condition(look)} AND {days} AND {wanted}",
        parameters={**look.keys, "begin": look.period.begin, "end": look.period.end},
        number=number.get(part, number["d"] - number["n"]),
    )  # fmt: skip


def behind_stock(stock: Stock, look: Look, moments: Mapping[str, datetime]) -> Listed:
    """The list of what is open at this moment."""
    return Listed(
        fact="figure_case", day="opened_on", condition=f"{fact_condition(look)} AND closed_on IS NULL AND {stock.rule}",
        parameters={**look.keys, **moments}, number=stock_counts(look, moments)[stock.code],
    )  # fmt: skip


def behind_hour(hour: int, look: Look) -> Listed:
    """What was received in one hour of the week."""
    days = "opened_on >= :begin AND opened_on < :end AND opened_hour = :hour"
    return Listed(
        fact="figure_case", day="opened_on", condition=f"{fact_condition(look)} AND {days}",
        parameters={**look.keys, "begin": look.period.begin, "end": look.period.end, "hour": hour},
        number=figures.hours(look).get(hour, 0),
    )  # fmt: skip


def length(listed: Listed) -> int:
    """Counted from the facts. Tests hold it against `number`; a page need not read a year of facts to say it."""
    sql = f"SELECT count(*) FROM {listed.fact} WHERE {listed.condition}"
    return int(db.session.scalar(statement(sql, dict(listed.parameters))) or 0)


def rows(listed: Listed, by: Actor, *, offset: int = 0, limit: int = PAGE_ROWS) -> list[ListedCase]:
    more = "clock, kept" if listed.fact == "figure_promise" else "NULL AS clock, NULL::boolean AS kept"
    sql = f"""
        SELECT case_id, {listed.day} AS day, unit, {more} FROM {listed.fact} WHERE {listed.condition}
        ORDER BY {listed.day} DESC, {listed.key} LIMIT :most OFFSET :offset
    """
    found = db.session.execute(statement(sql, {**listed.parameters, "most": limit, "offset": offset})).all()
    cases = _cases({row.case_id for row in found}, by)
    return [
        ListedCase(case_id=row.case_id, day=row.day, clock=row.clock, kept=row.kept, unit=row.unit, **cases.get(row.case_id, {}))
        for row in found
    ]


def every(listed: Listed, by: Actor, *, most: int, piece: int = 500) -> Iterator[ListedCase]:
    """The same list piece by piece, for a file; up to `most` rows."""
    for offset in range(0, most, piece):
        found = rows(listed, by, offset=offset, limit=min(piece, most - offset))
        yield from found
        if len(found) < piece:
            return


def _cases(ids: set[int], by: Actor) -> dict[int, dict[str, Any]]:
    """What lines say of the cases that exist for `by`."""
    names = ("number", "title", "definition", "category", "place", "channel", "outcome", "opened_at", "closed_at", "due_at")
    query = select(Case.id, *(getattr(Case, name) for name in names)).where(Case.id.in_(ids), visible_to(by))
    return {row.id: {name: getattr(row, name) for name in names} for row in db.session.execute(query)}
