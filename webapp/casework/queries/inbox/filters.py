"""What a reader asked a list for. Codes of trees stand for everything below them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, any_, bindparam, literal, or_, select

from webapp.casework.queries.search import LONGEST, is_number, number_matches
from webapp.models import Category, OrgUnit, db

ANY_MOMENT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`due_from` <= due date < `due_before`. `category`, `place`: with everything below. `flags`: all of these marks.
    `words`: in the title, the names of category and place, or the beginning of a number. `newest`: the order."""

    words: str | None = None
    phase: str | None = None
    urgency: str | None = None
    channel: str | None = None
    category: str | None = None
    place: str | None = None
    flags: int = 0
    due_from: datetime | None = None
    due_before: datetime | None = None
    newest: bool = False

    @property
    def has_dates(self) -> bool:
        return self.due_from is not None or self.due_before is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Filters with trees and words resolved to codes. `narrow`: columns with their codes, the most telling first: an index
    finds exactly those rows. `named`: the same for categories and places whose names contain the words."""

    filters: Filters
    narrow: tuple[tuple[str, tuple[str, ...]], ...]
    named: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def words(self) -> str:
        return (self.filters.words or "").strip()[:LONGEST]

    @property
    def is_empty(self) -> bool:
        return not (self.narrow or self.filters.flags or self.words)

    def timeless(self) -> Sought:
        """The same at any moment: what statements are kept for, which say "late" but not since when."""
        filters = self.filters
        moments = {name: ANY_MOMENT for name in ("due_from", "due_before") if getattr(filters, name) is not None}
        return replace(self, filters=replace(filters, **moments)) if moments else self

    def conditions(self, of: Any, *, but: str = "") -> list[ColumnElement[bool]]:
        """Over `of`: work items, cases, or the columns of a subquery that has what the filters need. `but`: a column that an
        index takes care of."""
        found = [getattr(of, column) == any_(_codes(codes)) for column, codes in self.narrow if column != but]
        if self.filters.flags:
            found.append(of.flags.bitwise_and(self.filters.flags) == self.filters.flags)
        if self.words:
            found.append(self.word_condition(of))
        return found

    def word_condition(self, of: Any) -> ColumnElement[bool]:
        """Title, names of category and place; or, when the words look like a number, the beginning of the number."""
        if is_number(self.words):
            return number_matches(of.number, self.words)
        named = [getattr(of, column) == any_(_codes(codes)) for column, codes in self.named]
        return or_(of.title.icontains(self.words, autoescape=True), *named)


def sought(filters: Filters) -> Sought:
    """Look the trees up: at most four small queries, none without a filter that needs one."""
    narrow: list[tuple[str, tuple[str, ...]]] = []
    if filters.place:
        narrow.append(("place", _below_place(filters.place)))
    if filters.category:
        narrow.append(("category", _below_category(filters.category)))
    narrow += [
        (name, (value,)) for name in ("urgency", "channel", "phase") if (value := getattr(filters, name)) is not None and value
    ]
    words = (filters.words or "").strip()[:LONGEST]
    named = _named(words) if len(words) > 1 and not is_number(words) else ()
    return Sought(filters=filters, narrow=tuple(narrow), named=named)


def _below_place(code: str) -> tuple[str, ...]:
    path = db.session.scalar(select(OrgUnit.path).where(OrgUnit.code == code))
    if path is None:
        return (code,)
    pattern = path.replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%") + "%"
    return tuple(db.session.scalars(select(OrgUnit.code).where(OrgUnit.path.like(pattern))))


def _below_category(*codes: str) -> tuple[str, ...]:
    """The taxonomy has three levels; a parent's row may be missing, its own code counts always."""
    tree = select(Category.code).where(Category.code == any_(_codes(codes))).cte(recursive=True)
    tree = tree.union(select(Category.code).join(tree, Category.parent == tree.c.code))
    return tuple(dict.fromkeys((*codes, *db.session.scalars(select(tree.c.code)))))


def _named(words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Categories and places called so, with what is below the categories."""
    categories = tuple(db.session.scalars(select(Category.code).where(_called(Category, words))))
    places = tuple(db.session.scalars(select(OrgUnit.code).where(_called(OrgUnit, words))))
    found = (("category", _below_category(*categories) if categories else ()), ("place", places))
    return tuple((column, codes) for column, codes in found if codes)


def _called(table: type[Category] | type[OrgUnit], words: str) -> ColumnElement[bool]:
    return or_(table.name.icontains(words, autoescape=True), table.name_en.icontains(words, autoescape=True))


def _codes(codes: tuple[str, ...]) -> Any:
    return literal(list(codes), ARRAY(Text)) if codes else bindparam("none", [], ARRAY(Text), unique=True)
