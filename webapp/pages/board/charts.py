"""What is drawn over time. The page shows the same numbers as a table; the script draws from the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for

from webapp.boards import figures
from webapp.boards.figures import Number
from webapp.boards.measures import measure
from webapp.boards.period import Period
from webapp.pages.board.asked import Asked
from webapp.pages.texts import month_word, t

DRAWN = ("intake", "closed", "on_time", "satisfaction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One point of a trend; `words`: the address of its days."""

    name: str
    numbers: dict[str, Number]
    words: dict[str, Any]


def trend(asked: Asked) -> list[Step]:
    """Every step of the period, also those without anything."""
    found = figures.over_time(asked.look)
    wanted = [one for code in DRAWN if (one := measure(code))]
    steps = []
    for begin, end in steps_of(asked.period):
        sums = found.get(_start(asked.period.step, begin), figures.NOTHING)
        words = asked.but(period="custom", to=(end - timedelta(days=1)).isoformat(), **{"from": begin.isoformat()})
        steps.append(
            Step(name=_name(asked.period.step, begin), numbers={o.code: figures.number(o, sums) for o in wanted}, words=words)
        )
    return steps


def steps_of(period: Period) -> list[tuple[date, date]]:
    """(first day, day after the last) of each step, cut at the ends of the period."""
    found, begin = [], period.begin
    while begin < period.end:
        end = min(_next(period.step, _start(period.step, begin)), period.end)
        found.append((begin, end))
        begin = end
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    n: int
    link: str


def hours(asked: Asked) -> list[list[Hour]]:
    """Seven days of 24 hours: requests received, and their lists."""
    found = figures.hours(asked.look)
    return [
        [
            Hour(n=found.get(hour, 0), link=url_for("board.behind", hour=hour, **asked.words))
            for hour in range(day * 24, day * 24 + 24)
        ]
        for day in range(7)
    ]


def _start(step: str, day: date) -> date:
    return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[step]


def _next(step: str, start: date) -> date:
    if step == "month":
        return (start + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=7 if step == "week" else 1)


def _name(step: str, begin: date) -> str:
    return t(f"board-step-{step}", year=str(begin.year), month=month_word(begin.month), day=begin.day)
