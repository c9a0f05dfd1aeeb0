"""Late cases that somebody watches."""

from __future__ import annotations

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import aliased

from webapp.models import Case, CaseLink, ClearanceEntry


def watched_at(level: int) -> ColumnElement[bool]:
    """Whether supervision of at least this level watches the case of a clearance entry."""
    watcher = aliased(Case)
    return (
        select(literal(1))
        .select_from(watcher)
        .join(CaseLink, CaseLink.source_id == watcher.id)
        .where(CaseLink.target_id == ClearanceEntry.case_id, CaseLink.kind == "supervises")
        .where(watcher.file["level"].as_integer() >= level)
        .correlate(ClearanceEntry)
        .exists()
    )
