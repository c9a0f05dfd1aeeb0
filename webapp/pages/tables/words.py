"""What tables, columns and cells are called on pages."""

from __future__ import annotations

from flask import g

from engine.dmn.cells import listed_texts
from engine.dmn.written import Heading, Written
from engine.errors import UnknownProcess
from engine.limits import InvalidLimit, Limit
from webapp.pages.dated_words import day_words as day_words
from webapp.pages.limit_words import limit_words
from webapp.pages.process_texts import translated
from webapp.pages.rule_words import rule_text, tables_of
from webapp.pages.running import running
from webapp.pages.texts import t


def table_name(identity: str, table: Written) -> str:
    """The name of a decision."""
    return translated(identity, ("decisions", table.decision)) or table.name or table.decision


def decision_name(process: str, decision: str) -> str:
    """The name of a table of the version that new cases get."""
    try:
        newest = running().library.newest(process)
    except UnknownProcess:
        return decision
    own = newest.decisions.get(decision)
    return translated(newest.id, ("decisions", decision)) or (own.model.decisions[decision] if own else decision)


def heading_name(identity: str, heading: Heading) -> str:
    """The name of a column."""
    known = translated(identity, ("outputs", heading.says)) or translated(identity, ("inputs", heading.says))
    own = heading.label if g.locale != "en" else ""
    return known or own or heading.says.replace("_", " ") or heading.label


def note_of(identity: str, row_id: str, note: str) -> str:
    """What a row is based on."""
    return rule_text(identity, row_id, note, tables_of(identity).rules.get(row_id))


def cell_words(cell: str | None) -> str:
    """Limits in words beside what is written; "" where the cell says enough by itself."""
    said = listed_texts(cell or "") or []
    return t("list-comma").join(limit_words(text) for text in said if _is_limit(text))


def hits_words(hits: str) -> str:
    """How the rows of a table make its answer."""
    return t(f"tables-hits-{hits.lower().replace(' ', '-')}")


def _is_limit(text: str) -> bool:
    try:
        Limit.parse(text)
    except InvalidLimit:
        return False
    return True
