"""Invented requests of the demo city: the same ones for the same seed. Nobody in them exists."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp.demo.city import units
from webapp.demo.data import load
from webapp.demo.people import invented_names
from webapp.demo.taxonomy import leaves
from webapp.importing.organisation import CategoryEntry, Unit
from webapp.importing.requests import Request

SOURCE = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    category: CategoryEntry
    grid: Unit
    community: Unit


def invent(count: int, *, seed: int, since: datetime, until: datetime, source: str = SOURCE) -> list[Request]:
    """`count` requests received between `since` and `until`, oldest first; by day more than by night."""
    chance = random.Random(f"requests {seed}")
    moments = sorted(_moment(chance, since, until) for _ in range(count))
    tree = units()
    communities = {unit.code: unit for unit in tree if unit.tier == "community"}
    grids = [unit for unit in tree if unit.tier == "grid"]
    names = _endless_names(seed)
    categories = leaves()
    found = []
    for number, moment in enumerate(moments, start=1):
        grid = chance.choice(grids)
        happened = _Matter(category=chance.choice(categories), grid=grid, community=communities[str(grid.parent)])
        found.append(_request(chance, f"{seed}-{number:05}", moment, happened, next(names), source))
    return found


def _endless_names(seed: int) -> Iterator[str]:
    while True:
        for name, _ in invented_names(seed + 1000):
            yield name


def _moment(chance: random.Random, since: datetime, until: datetime) -> datetime:
    """Whole seconds. Two draws of three fall between 8:00 and 20:00 local time (UTC+8)."""
    moment = since + (until - since) * chance.random()
    local_hour = (moment + timedelta(hours=8)).hour
    if not 8 <= local_hour < 20 and chance.random() < 2 / 3:
        moment = min(until, moment + timedelta(hours=chance.randrange(10, 13)))
    return moment.replace(microsecond=0)


def _request(chance: random.Random, number: str, moment: datetime, what: _Matter, name: str, source: str) -> Request:
    story = load("stories")
    kind = _drawn(chance, story["kinds"])
    parts = {
        "matter": what.category.name, "place": what.community.name, "spot": chance.choice(story["spots"]),
        "since": chance.choice(story["since"]), "effect": chance.choice(story["effects"]), "wish": chance.choice(story["wishes"]),
    }  # fmt: skip
    on_paper = what.category.code.startswith(tuple(story["on_paper"]))
    statement = story["paper_statements" if on_paper else "statements"][kind].format(**parts)
    anonymous = chance.random() < story["share"]["anonymous"]
    # 100 is no prefix of a mobile number: nobody can be called by mistake
    phone = f"100{chance.randrange(10**8):08}"
    return Request(
        source=source, external_id=number, received_at=moment, title=story["titles"][kind].format(**parts),
        statement=statement, place=what.grid.code, channel=_drawn(chance, story["channels"]),
        kind=kind, urgency=_urgency(chance, kind, what.category.code, story), category=what.category.code,
        anonymous=anonymous, requester_name=None if anonymous else name, requester_phone=None if anonymous else phone,
        address=None if anonymous else what.community.name + parts["spot"],
    )  # fmt: skip


def _urgency(chance: random.Random, kind: str, category: str, story: dict[str, Any]) -> str:
    if kind == "inquiry":
        return "inquiry"
    for urgency in ("urgent", "utility"):
        if category.startswith(tuple(story[urgency])):
            return urgency
    return "complex" if chance.random() < story["share"]["complex"] else "general"


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
