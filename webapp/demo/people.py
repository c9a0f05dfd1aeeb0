"""Who works in the demo city: a person per post of posts.yaml, with an invented name."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from webapp.demo.city import ROOT, post_set, units
from webapp.demo.data import load
from webapp.importing.organisation import Account, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One account of the demo city and the title on its door, which the sign-in page shows."""

    account: Account
    title: str
    title_en: str


def invented_names(seed: int) -> Iterator[tuple[str, str]]:
    """(Chinese name, its spelling) without repetition, for as long as the stock lasts; always the same for a seed."""
    stock = load("names")
    pairs = [
        (surname + given, f"{given_en} {surname_en}")
        for surname, surname_en in stock["surnames"].items()
        for given, given_en in stock["given"].items()
    ]
    random.Random(seed).shuffle(pairs)
    return iter(pairs)


def people() -> list[Person]:
    posts, tree, names = load("posts"), units(), invented_names(seed=1)
    return [
        _person(unit, post, next(names), [child.code for child in tree if child.parent == unit.code and child.tier == "grid"])
        for unit in tree
        for post in posts.get(post_set(unit), [])
    ]


def _person(unit: Unit, post: dict[str, Any], name: tuple[str, str], grids: list[str]) -> Person:
    positions = [(unit.code, role) for role in post["roles"]]
    positions += [(grid, role) for role in post.get("grid_roles", []) for grid in grids]
    login = post["login"] if unit.code == ROOT else f"{unit.code}-{post['login']}"
    account = Account(login=login, name=name[0], name_en=name[1], positions=tuple(positions))
    return Person(account=account, title=post["title"], title_en=post["title_en"])
