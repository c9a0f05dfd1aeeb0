"""What is wrong with a table, in words: cells of a spreadsheet, findings of the lint."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g

from engine.lint import Finding
from webapp.pages.texts import t
from webapp.tables.cells import in_words
from webapp.tables.sheet import CellError


def complaints(errors: Sequence[CellError]) -> list[str]:
    """One sentence per cell, in the order of the sheet."""
    return [_complaint(error) for error in errors]


def finding_words(finding: Finding) -> str:
    """What the lint says."""
    return finding.message(g.locale)


def _complaint(error: CellError) -> str:
    said = in_words(error.wrong, g.locale) if error.wrong is not None else ""
    facts = {key: str(value) for key, value in error.facts.items() if key not in ("book", "code")}
    words = said or t(f"tables-cell-{error.code}", **facts)
    return t("tables-in-cell", cell=error.cell, words=words) if error.cell else words
