"""Finding by words. PostgreSQL here knows no Chinese words, so a title is cut into pairs of characters (bigrams) by the database
function `bigrams`, kept in `case_search` by a trigger, and found through its index."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, and_, func, select

from webapp.models import Case, CaseSearch

LONGEST = 60
"""Characters of a search that count."""

_NUMBER = re.compile(r"[A-Za-z]{0,4}-?\d[\d-]{3,}")


def title_matches(case_id: ColumnElement[int], title: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Rows whose title contains `words`; or, when `words` looks like a case number, whose number starts with it."""
    words = words.strip()[:LONGEST]
    if _NUMBER.fullmatch(words):
        start = words.upper()
        return case_id.in_(select(Case.id).where(Case.number >= start, Case.number < start + "\U0010ffff"))
    contains = title.icontains(words, autoescape=True)
    if len(words) < 2:
        return contains
    return and_(case_id.in_(select(CaseSearch.case_id).where(CaseSearch.grams.contains(func.bigrams(words)))), contains)
