"""Which texts fit, and who keeps them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_

from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.casework.runtime import current
from webapp.database import connections
from webapp.models import Category, Snippet, db

EDITORS = ("unit_leader", "quality_reviewer", "supervisor")
MOST = 50
"""Texts that one search shows."""


class CannotEdit(PermissionError):
    """This text belongs to a unit that is not under this person."""


def templates_for(
    by: Actor, *, element: str | None, category: str | None, words: str = "", kind: str | None = "reply"
) -> list[Snippet]:
    """Texts for this person's units, this step and this category, the most specific first. `words`: part of title or text, two
    characters are enough. `kind` None: both."""
    categories = _upwards(category)
    asked: list[ColumnElement[bool]] = [
        Snippet.active,
        Snippet.unit.in_(_units_above(by)),
        or_(Snippet.element.is_(None), Snippet.element == element),
        or_(Snippet.category.is_(None), Snippet.category.in_(categories)),
    ]
    if kind:
        asked.append(Snippet.kind == kind)
    found = db.session.scalars(db.select(Snippet).where(*asked, *contains(words)).order_by(Snippet.title).limit(MOST * 4))

    def distance(snippet: Snippet) -> tuple[int, int]:
        return (
            0 if snippet.element else 1,
            categories.index(snippet.category) if snippet.category in categories else len(categories),
        )

    return sorted(found, key=distance)[:MOST]


def fits(by: Actor, snippet: Snippet) -> bool:
    """Whether the text is for this person's units."""
    return snippet.unit in _units_above(by)


def contains(words: str) -> Iterable[ColumnElement[bool]]:
    """Texts with every one of these words in title or text."""
    return [
        or_(Snippet.title.icontains(word, autoescape=True), Snippet.text.icontains(word, autoescape=True))
        for word in words.split()[:5]
    ]


def editable(by: Actor, directory: Directory, unit: str) -> bool:
    """Whether this person keeps the texts of `unit`: holds an editor's role there or above."""
    return any(role in EDITORS and directory.is_within(unit, own) for role, own in by.positions)


def _units_above(by: Actor) -> list[str]:
    with connections.take() as connection:
        directory = current(connection).directory
    return sorted({above for unit in by.units for above in directory.upwards(unit)})


def _upwards(category: str | None) -> list[str]:
    """The category and those above it, nearest first."""
    found: list[str] = []
    while category and category not in found:
        found.append(category)
        row = db.session.get(Category, category)
        category = row.parent if row else None
    return found
