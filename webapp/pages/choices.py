"""Choices that no form lists: units, categories, the requests that may be the same matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.casework.queries.case import by_number
from webapp.models import Category, OrgUnit, db
from webapp.pages.names import name_of

INDENT = "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`label` is indented by its depth; `path` names what is above it, for the search in the list."""

    value: str
    label: str
    path: str = ""


def choices(source: str, case_file: Mapping[str, Any]) -> list[Choice]:
    """The choices of a field with this `source`; an unknown source has none."""
    match source:
        case "units":
            return units()
        case "categories":
            return categories()
        case "duplicates":
            return duplicates(case_file)
    return []


def units(*, only_places: bool = False) -> list[Choice]:
    """The tree of units from the top, territories with what is below them."""
    query = select(OrgUnit.code, OrgUnit.path, OrgUnit.name, OrgUnit.name_en, OrgUnit.kind).where(OrgUnit.active)
    if only_places:
        query = query.where(OrgUnit.kind == "territory")
    rows = db.session.execute(query.order_by(OrgUnit.path)).all()
    names = {row.code: name_of(row.name, row.name_en, row.code) for row in rows}
    found = []
    for row in rows:
        above = [names.get(code, "") for code in row.path.strip("/").split("/")[:-1]]
        found.append(Choice(value=row.code, label=INDENT * len(above) + names[row.code], path=" ".join(above)))
    return found


def categories() -> list[Choice]:
    """The taxonomy, every level may be chosen: the desk often knows only the upper ones."""
    rows = db.session.scalars(select(Category).where(Category.active)).all()
    below: dict[str | None, list[Category]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)
    found: list[Choice] = []

    def walk(parent: str | None, above: str) -> None:
        for row in sorted(below.get(parent, ()), key=lambda row: row.code):
            name = name_of(row.name, row.name_en, row.code)
            found.append(Choice(value=row.code, label=INDENT * (row.level - 1) + name, path=above))
            walk(row.code, f"{above} {name}".strip())

    walk(None, "")
    return found


def duplicates(case_file: Mapping[str, Any]) -> list[Choice]:
    """The candidates found when the request was registered."""
    found = []
    for number in case_file.get("duplicates") or ():
        case = by_number(str(number))
        found.append(Choice(value=str(number), label=f"{number} {case.title}" if case else str(number)))
    return found
