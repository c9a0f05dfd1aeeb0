"""Finding by words. PostgreSQL here knows no Chinese words, so a title is cut into pairs of characters (bigrams) by the database
function `bigrams`, kept in `case_search` by a trigger, and found through its index.

Only titles are cut: the statement of a request is personal data, lives sealed in the vault, and an index over its words would be
a second, unsealed copy of it. Category and place are found by their names, numbers by their beginning."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from webapp.models import CaseSearch

LONGEST = 60
"""Characters of a search that count."""

_NUMBER = re.compile(r"[A-Za-z]{0,4}-?\d[\d-]{3,}")


def is_number(words: str) -> bool:
    """Whether somebody types a case number."""
    return _NUMBER.fullmatch(words) is not None


def number_matches(number: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Numbers that begin like this."""
    start = words.upper()
    return and_(number >= start, number < start + "\U0010ffff")


def title_matches(case_id: Any, title: Any, words: str) -> ColumnElement[bool]:
    """Rows whose title contains `words`, through the index of pairs; a single character has none."""
    contains: ColumnElement[bool] = title.icontains(words, autoescape=True)
    if len(words) < 2:
        return contains
    return and_(case_id.in_(select(CaseSearch.case_id).where(CaseSearch.grams.contains(func.bigrams(words)))), contains)
