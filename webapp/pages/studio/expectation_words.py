"""What a scenario expects of a case, in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import g

from webapp.i18n import has
from webapp.pages.process_texts import clock_name, coded, element_name
from webapp.pages.texts import t

OF_ELEMENTS = ("open", "rings", "jobs", "timers", "priority", "fired", "asks")
"""Expectations that name elements."""


def where_words(identity: str, path: Sequence[str]) -> str:
    """Keys of an expectation, from the outside in: "时限 · 办理 · 到期"."""
    what, *inside = path
    return " · ".join((_key(what), *(_inside(identity, what, number, key) for number, key in enumerate(inside))))


def value_words(identity: str, what: str, value: Any) -> str:
    """What is expected or found under the key `what`."""
    if value is None:
        return t("trial-part-nothing")
    if isinstance(value, list):
        return t("list-comma").join(value_words(identity, what, item) for item in value) if value else t("trial-part-nothing")
    if isinstance(value, str) and what in OF_ELEMENTS:
        element, _, unit = value.partition("@")
        return element_name(identity, element) + in_brackets(unit)
    if isinstance(value, str) and what == "phase":
        return coded(identity, "phases", value) or value
    return value if isinstance(value, str) else _json(value)


def in_brackets(unit: str) -> str:
    """A unit behind what it does; "" without one."""
    if not unit:
        return ""
    return f" ({unit})" if g.locale == "en" else f"（{unit}）"


def _key(what: str) -> str:
    key = f"trial-key-{what}"
    return t(key) if has("en", key) else what


def _inside(identity: str, what: str, number: int, key: str) -> str:
    if number == 0 and what == "clocks":
        name, _, unit = key.partition("/")
        return clock_name(identity, name) + in_brackets(unit)
    if number == 0 and what in OF_ELEMENTS:
        return element_name(identity, key)
    part = f"trial-part-{key.replace('_', '-')}"
    return t(part) if has("en", part) else key


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
