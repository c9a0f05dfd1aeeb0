"""What diagrams, forms and manifests say, in the reader's language. Chinese stands in the diagram, the rest in its locale files;
what has no translation shows in Chinese, what has no name shows its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g

from engine.clocks import member_of
from engine.definition import Definition
from engine.errors import UnknownProcess, UnknownVersion
from webapp.casework import definitions
from webapp.database import connections
from webapp.i18n import has, text
from webapp.pages.names import unit_name
from webapp.pages.running import running


def definition_of(identity: str) -> Definition | None:
    """The process version "key@digest", fetched from the database when only older cases run on it. A draft that is looked at in
    this request (`g.drafted`) speaks for itself."""
    drafted: Definition | None = g.get("drafted")
    if drafted is not None and drafted.id == identity:
        return drafted
    library = running().library
    try:
        return library.version(identity)
    except UnknownVersion:
        pass
    try:
        with connections.take() as connection:
            definitions.bring(connection, library, identity)
        return library.version(identity)
    except UnknownVersion:
        return None


def element_name(identity: str, element: str) -> str:
    """The name of a step."""
    return translated(identity, ("elements", element)) or _drawn(identity, element) or element


def decision_name(identity: str, decision: str) -> str:
    """The name of a decision."""
    definition = definition_of(identity)
    own = definition.decisions.get(decision) if definition else None
    return translated(identity, ("decisions", decision)) or (own.model.decisions[decision] if own else decision)


def process_name(identity: str) -> str:
    """The name of a process."""
    definition = definition_of(identity)
    drawn = str(definition.manifest.get("name", "")) if definition else ""
    return translated(identity, ("name",)) or drawn or identity.partition("@")[0]


def programme_name(process: str) -> str:
    """The name of a process in the version that new cases get; its key when it is deployed no more."""
    try:
        return process_name(running().library.newest(process).id)
    except UnknownProcess:
        return process


def outcome_name(identity: str, outcome: str | None) -> str:
    """How a case ended: the name of the end event, or a text of ours for what no diagram ends."""
    if not outcome:
        return ""
    if outcome == "cancelled":
        return text(g.locale, "outcome-cancelled")
    return translated(identity, ("outcomes", outcome)) or element_name(identity, outcome)


def clock_name(identity: str, name: str) -> str:
    """The name of a promise: from the process, else ours, else in the language of the diagram. A clock of a series says whose."""
    series, member = member_of(name)
    key = f"clock-name-{series.replace('_', '-')}"
    known = translated(identity, ("clocks", series)) or (text(g.locale, key) if has(g.locale, key) else "")
    word = known or _own(identity, "clocks", series) or series
    return word if member is None else text(g.locale, "clock-of", {"clock": word, "of": unit_name(member)})


def field_label(identity: str, form: str, key: str, chinese: str) -> str:
    """The label of a form field."""
    return translated(identity, ("fields", form, key)) or chinese


def field_hint(identity: str, form: str, key: str, chinese: str) -> str:
    """The sentence under a form field."""
    return translated(identity, ("descriptions", form, key)) or chinese


def option_label(identity: str, form: str, key: str, value: object, chinese: str) -> str:
    """The label of a choice."""
    return translated(identity, ("options", form, key, str(value))) or chinese


def _drawn(identity: str, element: str) -> str:
    definition = definition_of(identity)
    known = definition.elements.get(element) if definition else None
    return known.name if known else ""


def _own(identity: str, group: str, name: str) -> str:
    """A text of the manifest, in the language of the diagram."""
    definition = definition_of(identity)
    own = definition.manifest.get("texts", {}).get(group, {}) if definition else {}
    return str(own.get(name) or "")


def coded(identity: str, group: str, code: str) -> str:
    """What a code of the process is called, as "hard" among its "classes"; "" when it has no such code."""
    return translated(identity, (group, code)) or _own(identity, group, code)


def translated(identity: str, path: tuple[str, ...]) -> str:
    """A text of the process's locale file for the reader's language; "" when it has none."""
    definition = definition_of(identity)
    found: Any = definition.texts.get(g.locale) if definition else None
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""
