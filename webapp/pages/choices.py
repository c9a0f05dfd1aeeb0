"""Choices that no form lists: units, categories, the requests that may be the same matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from flask import g
from sqlalchemy import select

from webapp.casework.directory import Directory
from webapp.casework.queries.case import by_number
from webapp.models import Category, OrgUnit, db
from webapp.pages.names import name_of
from webapp.pages.running import running

INDENT = "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`label` is indented by its depth; `path` names what is above it, for the search in the list."""

    value: str
    label: str
    path: str = ""


Choices = tuple[Choice, ...]
_made: WeakKeyDictionary[Directory, dict[tuple[str, str], Choices]] = WeakKeyDictionary()
"""(list, language) -> choices, for each state of the organisation: units and categories raise its revision."""


def choices(source: str, case_file: Mapping[str, Any]) -> Sequence[Choice]:
    """The choices of a field with this `source`; an unknown source has none."""
    match source:
        case "units":
            return units()
        case "categories":
            return categories()
        case "duplicates":
            return duplicates(case_file)
    return ()


def units(*, only_places: bool = False) -> Choices:
    """The tree of units from the top, territories with what is below them."""
    return _once("places", lambda: _units(OrgUnit.kind == "territory")) if only_places else _once("units", _units)


def categories() -> Choices:
    """The taxonomy, every level may be chosen: the desk often knows only the upper ones."""
    return _once("categories", _categories)


def _once(name: str, make: Callable[[], Choices]) -> Choices:
    made = _made.setdefault(running().directory, {})
    key = (name, g.locale)
    if key not in made:
        made[key] = make()
    return made[key]


def _units(*which: Any) -> Choices:
    query = select(OrgUnit.code, OrgUnit.path, OrgUnit.name, OrgUnit.name_en).where(OrgUnit.active, *which)
    rows = db.session.execute(query.order_by(OrgUnit.path)).all()
    names = {row.code: name_of(row.name, row.name_en, row.code) for row in rows}
    found = []
    for row in rows:
        above = [names.get(code, "") for code in row.path.strip("/").split("/")[:-1]]
        found.append(Choice(value=row.code, label=INDENT * len(above) + names[row.code], path=" ".join(above)))
    return tuple(found)


def _categories() -> Choices:
    columns = (Category.code, Category.parent, Category.level, Category.name, Category.name_en)
    rows = db.session.execute(select(*columns).where(Category.active).order_by(Category.code)).all()
    below: dict[str | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)
    found: list[Choice] = []

    def walk(parent: str | None, above: str) -> None:
        for row in below.get(parent, ()):
            name = name_of(row.name, row.name_en, row.code)
            found.append(Choice(value=row.code, label=INDENT * (row.level - 1) + name, path=above))
            walk(row.code, f"{above} {name}".strip())

    walk(None, "")
    return tuple(found)


def duplicates(case_file: Mapping[str, Any]) -> list[Choice]:
    """The candidates found when the request was registered."""
    found = []
    for number in case_file.get("duplicates") or ():
        case = by_number(str(number))
        found.append(Choice(value=str(number), label=f"{number} {case.title}" if case else str(number)))
    return found
