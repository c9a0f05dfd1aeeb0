"""Names of things in the reader's language: units, people, roles, steps, outcomes."""

from __future__ import annotations

from flask import g

from webapp.i18n import has, text
from webapp.models import Category, OrgUnit, User, db


def name_of(chinese: str | None, english: str | None, code: str | None = "") -> str:
    """The name in the reader's language, else the other one, else the code."""
    first, second = (english, chinese) if g.locale == "en" else (chinese, english)
    return first or second or code or ""


def unit_name(code: str | None) -> str:
    """The name of an org unit; its code when it is not in the tree."""
    unit = db.session.get(OrgUnit, code) if code else None
    return name_of(unit.name, unit.name_en) if unit else code or ""


def category_name(code: str | None) -> str:
    """The name of a category; its code when the catalogue does not know it."""
    category = db.session.get(Category, code) if code else None
    return name_of(category.name, category.name_en) if category else code or ""


def person_name(user_id: int | None) -> str:
    """The name of a staff member."""
    user = db.session.get(User, user_id) if user_id is not None else None
    return name_of(user.name, user.name_en) if user else ""


def role_name(code: str) -> str:
    """The name of a role; its code when the catalogue does not know it (a diagram may bring roles of its own)."""
    key = f"role-{code.replace('_', '-')}"
    return text(g.locale, key) if has(g.locale, key) else code


def phase_name(code: str) -> str:
    """The name of a phase of the loop; its code when the catalogue does not know it."""
    key = f"phase-{code}"
    return text(g.locale, key) if has(g.locale, key) else code
