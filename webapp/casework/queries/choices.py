"""Codes that a field with a `source` accepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from webapp.models import Category, OrgUnit, db


def values_of(source: str, case_file: Mapping[str, Any]) -> list[str]:
    """Unit codes, category codes, or the numbers of the requests that may be the same matter; an unknown source has none."""
    match source:
        case "units":
            return list(db.session.scalars(select(OrgUnit.code).where(OrgUnit.active)))
        case "categories":
            return list(db.session.scalars(select(Category.code).where(Category.active)))
        case "duplicates":
            return [str(number) for number in case_file.get("duplicates") or ()]
    return []
