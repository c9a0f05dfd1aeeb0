"""Names of things in the reader's language: units, people, roles, steps, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from flask import g
from sqlalchemy import select

from webapp.casework.directory import Directory
from webapp.i18n import has, text
from webapp.models import Category, OrgUnit, User, db
from webapp.pages.running import running

Pair = tuple[str | None, str | None]
NAMELESS: Pair = (None, None)


@dataclass(frozen=True, slots=True)
class _Names:
    """Code -> Chinese and English name."""

    units: Mapping[str, Pair]
    categories: Mapping[str, Pair]


_known: WeakKeyDictionary[Directory, _Names] = WeakKeyDictionary()
"""For each state of the organisation: units and categories raise its revision."""


def name_of(chinese: str | None, english: str | None, code: str | None = "") -> str:
    """The name in the reader's language, else the other one, else the code."""
    first, second = (english, chinese) if g.locale == "en" else (chinese, english)
    return first or second or code or ""


def unit_name(code: str | None) -> str:
    """The name of an org unit; its code when it is not in the tree."""
    return name_of(*_names().units.get(code, NAMELESS), code) if code else ""


def category_name(code: str | None) -> str:
    """The name of a category; its code when the catalogue does not know it."""
    return name_of(*_names().categories.get(code, NAMELESS), code) if code else ""


def name_of_code(code: str) -> str | None:
    """The name of the unit or category with this code, if there is one."""
    names = _names()
    pair = names.units.get(code) or names.categories.get(code)
    return name_of(*pair, code) if pair else None


def person_name(user_id: int | None) -> str:
    """The name of a staff member; looked up once per request."""
    if user_id is None:
        return ""
    people: dict[int, str] = g.setdefault("people", {})
    if user_id not in people:
        user = db.session.get(User, user_id)
        people[user_id] = name_of(user.name, user.name_en) if user else ""
    return people[user_id]


def role_name(code: str) -> str:
    """The name of a role; its code when the catalogue does not know it (a diagram may bring roles of its own)."""
    key = f"role-{code.replace('_', '-')}"
    return text(g.locale, key) if has(g.locale, key) else code


def phase_name(code: str) -> str:
    """The name of a phase of the loop; its code when the catalogue does not know it."""
    key = f"phase-{code}"
    return text(g.locale, key) if has(g.locale, key) else code


def _names() -> _Names:
    directory = running().directory
    if directory not in _known:
        _known[directory] = _Names(_named(OrgUnit), _named(Category))
    return _known[directory]


def _named(table: Any) -> dict[str, Pair]:
    rows = db.session.execute(select(table.code, table.name, table.name_en))
    return {code: (name, name_en) for code, name, name_en in rows}
