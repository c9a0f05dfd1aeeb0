"""What an entry of the log is about, as (label, value) pairs in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from flask import g

from webapp.i18n import has
from webapp.pages.names import person_name, role_name, unit_name
from webapp.pages.process_texts import programme_name
from webapp.pages.texts import moment, t

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(Z|[+-]\d\d:\d\d)$")
"""As a record writes one."""
ELSEWHERE = ("case",)
"""Shown in a column of its own."""


def kind_words(kind: str) -> str:
    return t(f"audit-kind-{kind}")


def about_words(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What has no word of its own shows under its name."""
    return [(_label(key), words) for key, value in about.items() if key not in ELSEWHERE and (words := _words(key, value))]


def _label(key: str) -> str:
    name = f"audit-about-{key.replace('_', '-')}"
    return t(name) if has(g.locale, name) else key


def _words(key: str, value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if key in SPECIAL:
        return SPECIAL[key](value)
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    return t("list-comma").join(_plain(value))


def _plain(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield " ".join(part for item in value.values() for part in _plain(item))
    elif isinstance(value, list):
        for item in value:
            yield from _plain(item)
    elif value is not None:
        yield moment(datetime.fromisoformat(value), full=True) if isinstance(value, str) and _MOMENT.match(value) else str(value)


def _classes(records: Any) -> str:
    kinds = dict.fromkeys(str(record.get("class", "")) for record in records if isinstance(record, Mapping))
    return t("list-comma").join(
        t(f"class-{kind}") if has(g.locale, f"class-{kind.replace('_', '-')}") else kind for kind in kinds
    )


def _person(user: Any) -> str:
    return person_name(user) or str(user)


def _seats(seats: Any) -> str:
    return t("list-comma").join(f"{role_name(seat['role'])} · {unit_name(seat['unit'])}" for seat in seats)


def _coded(family: str) -> Callable[[Any], str]:
    def words(code: Any) -> str:
        key = f"{family}-{str(code).replace('_', '-')}"
        return t(key) if has(g.locale, key) else str(code)

    return words


SPECIAL: dict[str, Callable[[Any], str]] = {
    "records": _classes, "user": _person, "absent": _person,
    "role": role_name, "unit": unit_name, "seats": _seats, "persons": lambda found: t("audit-persons-found", n=len(found)),
    "compartment": _coded("compartment"), "scope": _coded("recusal-scope"), "why": _coded("audit-why"),
    "deputy": _person, "proposed_by": _person, "process": programme_name, "rule": _coded("finding-rule"),
    "severity": _coded("finding-severity"), "method": _coded("sample-method-short"), "class": _coded("retention-class"),
    "what": _coded("audit-what"), "successor": unit_name, "parent": unit_name, "deed": _coded("audit-deed"),
    "in_spite_of": lambda rules: t("list-comma").join(t(f"duties-{rule}") for rule in rules),
    "how": _coded("audit-how"), "listed": lambda found: t("audit-cases-listed", n=len(found)),
    "by_what": lambda code: t(f"audit-by-{code}-number"), "days": lambda days: t("audit-days", n=len(days)),
}  # fmt: skip
"""Keys of `about` whose values are codes or numbers of something that has a name."""
