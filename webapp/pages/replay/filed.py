"""The case file as it was, entry by entry, under the names that forms and diagram give them. What only expressions use (counts,
limits, codes of places) comes after what people filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import g

from webapp.casework.past import Past
from webapp.city_time import CITY_TIME
from webapp.forms import Field, fields_of
from webapp.i18n import has, text
from webapp.models import Category, OrgUnit, db
from webapp.pages.answers import answers_in_words, in_words
from webapp.pages.limit_words import limit_words
from webapp.pages.names import name_of, person_name
from webapp.pages.process_texts import coded, definition_of, element_name, field_label
from webapp.pages.texts import moment
from webapp.vault import is_reference

SHOWN_ABOVE = frozenset(("title", "command_id"))
LEVELS = frozenset(("city", "district", "street", "community", "grid"))
"""Of a place whose unit is named as well."""
CODES = {"action": "campaign-action", "urgency": "urgency", "kind": "kind"}
"""Entries whose values are codes -> how the keys of their words begin."""
NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`parts`: (label, value) pairs of answers to a form, else `value`. `fresh`: this step wrote it. `named`: people have a word
    for it."""

    label: str
    value: Any
    parts: tuple[tuple[str, Any], ...]
    fresh: bool
    named: bool


def entries_of(then: Past) -> list[Entry]:
    """What the file held; what this step wrote comes first."""
    written = {name for event in then.step.events for name in _names(event["kind"], event["data"])}
    words = Words.of(then)
    entries = [
        _entry(then.definition, name, value, name in written, words)
        for name, value in then.file.items() if name not in SHOWN_ABOVE and value not in NOTHING
    ]  # fmt: skip
    return sorted(entries, key=lambda entry: not entry.fresh)


def label_of(identity: str, name: str) -> str:
    """Of an entry: the step that brings it, our own word, the field that was filled in; "" when only expressions know it."""
    definition = definition_of(identity)
    if definition and name in definition.elements:
        return element_name(identity, name)
    if word := part_name(name):
        return word
    form, field = _fields(identity).get(name, ("", None))
    return field_label(identity, form, name, field.label) if field else ""


def part_name(name: str) -> str:
    """Our own word for an entry, or a part of one, that every process spells alike; "" for others."""
    key = f"casefile-{name.replace('_', '-')}"
    return text(g.locale, key) if has(g.locale, key) else ""


@dataclass(frozen=True, slots=True)
class Words:
    """Names of the units and categories whose codes stand in a file; asked for together."""

    names: Mapping[str, str]
    identity: str = ""

    @classmethod
    def of(cls, then: Past) -> Words:
        codes = {code for value in (then.file, *(one.after for one in then.step.interventions)) for code in _strings(value)}
        found = {
            row.code: name_of(row.name, row.name_en)
            for model in (OrgUnit, Category)
            for row in db.session.scalars(db.select(model).where(model.code.in_(codes)))
        }
        return cls(found, then.definition)

    def told(self, value: Any, name: str = "") -> Any:
        """`value` with names for codes and labels for the names of its parts; references stay."""
        if is_reference(value) or isinstance(value, bool):
            return value
        if isinstance(value, Mapping):
            hidden = LEVELS if "unit" in value else frozenset()
            parts = ((key, part) for key, part in value.items() if key not in hidden and part not in NOTHING)
            if "attachment" in value:
                return value
            return {self._part(key): self.told(part, key) for key, part in parts}
        if isinstance(value, list):
            return [self.told(item) for item in value]
        if name in CODES and has(g.locale, code := f"{CODES[name]}-{str(value).replace('_', '-')}"):
            return text(g.locale, code)
        if name == "by" and isinstance(value, int):
            return person_name(value) or value
        if not isinstance(value, str):
            return value
        form, field = _choices(self.identity).get((name, value), ("", None))
        return in_words(self.identity, form, field, value) if field else self._text(value)

    def _part(self, key: str) -> str:
        return part_name(key) or coded(self.identity, "classes", key) or key

    def _text(self, value: str) -> str:
        if value in self.names:
            return self.names[value]
        if len(value) >= 19 and value[:4].isdigit() and value[10] == "T":
            at = datetime.fromisoformat(value)
            return moment(at if at.tzinfo else at.replace(tzinfo=CITY_TIME), full=True)
        return limit_words(value)


def _entry(identity: str, name: str, value: Any, fresh: bool, words: Words) -> Entry:
    definition, label = definition_of(identity), label_of(identity, name)
    common = {"label": label or name, "fresh": fresh, "named": bool(label)}
    if definition and name in definition.elements and isinstance(value, Mapping):
        answers = answers_in_words(identity, name, value)
        parts = tuple((part_name(key) or key, words.told(part, key)) for key, part in answers)
        return Entry(value=None, parts=parts, **common)  # type: ignore[arg-type]
    form, field = _fields(identity).get(name, ("", None))
    return Entry(value=words.told(in_words(identity, form, field, value) if field else value, name), parts=(), **common)  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _fields(identity: str) -> dict[str, tuple[str, Field]]:
    """Key -> (form, field) of all forms of a version; the first form that has it."""
    definition = definition_of(identity)
    found: dict[str, tuple[str, Field]] = {}
    for form in definition.forms.values() if definition else ():
        for field in fields_of(form):
            found.setdefault(field.key, (form.key, field))
    return found


@lru_cache(maxsize=64)
def _choices(identity: str) -> dict[tuple[str, str], tuple[str, Field]]:
    """(key, code) -> (form, field) that offers it: lists in a file keep answers to forms without saying which."""
    definition = definition_of(identity)
    found: dict[tuple[str, str], tuple[str, Field]] = {}
    for form in definition.forms.values() if definition else ():
        for field in fields_of(form):
            for option in field.options:
                found.setdefault((field.key, option.value), (form.key, field))
    return found


def _names(kind: str, data: Mapping[str, Any]) -> set[str]:
    """Entries that an event wrote."""
    if kind in ("TaskCompleted", "JobCompleted"):
        return {data["element"]}
    return (
        set(data.get("changes") or data.get("file") or ())
        if kind in ("FileChanged", "IncidentResolved", "CaseStarted")
        else set()
    )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) <= 64:
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
