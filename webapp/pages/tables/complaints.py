"""What is wrong with a table, in words: cells of a spreadsheet, findings of the lint."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g

from engine.lint import Finding
from webapp.pages.texts import t
from webapp.tables.cells import Wrong, in_words
from webapp.tables.sheet import CellError


def complaints(errors: Sequence[CellError]) -> list[str]:
    """One sentence per cell, in the order of the sheet."""
    return [_complaint(error) for error in errors]


def finding_words(finding: Finding) -> str:
    """What the lint says."""
    return finding.message(g.locale)


def wrong_words(wrong: Wrong) -> str:
    """One cell."""
    facts = {key: str(value) for key, value in wrong.facts.items() if key not in ("book", "code")}
    return in_words(wrong, g.locale) or t(f"tables-cell-{wrong.code}", **facts)


def _complaint(error: CellError) -> str:
    facts = {key: str(value) for key, value in error.facts.items()}
    words = wrong_words(error.wrong) if error.wrong is not None else t(f"tables-cell-{error.code}", **facts)
    return t("tables-in-cell", cell=error.cell, words=words) if error.cell else words
