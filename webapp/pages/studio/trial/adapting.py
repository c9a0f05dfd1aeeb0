"""What a scenario would have to say on the changed draft, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from engine.scenarios.adapting import Change
from webapp.i18n import has
from webapp.pages.process_texts import clock_name, coded, element_name
from webapp.pages.studio.scenario_words import ABOUT_ELEMENTS, step_words
from webapp.pages.texts import t
from webapp.trials.adapting import Proposed

OF_ELEMENTS = ("open", "jobs", "timers", "priority", "fired", "asks")
"""Expectations that name elements."""
MOST_SUMMED = 12


def change_words(identity: str, change: Change) -> str:
    """One change of a scenario."""
    match change.kind:
        case "expected":
            what, *inside = change.path
            where = " · ".join((_key(what), *(_inside(identity, what, number, key) for number, key in enumerate(inside))))
            old, new = (_value(identity, what, value) for value in (change.old, change.new))
            return t("trial-change-expected", what=where, old=old, new=new)
        case "moved":
            return t("trial-change-moved", old=str(change.old), new=str(change.new))
        case "added":
            answers = change.new.get("with")
            said = t("trial-change-added", what=_step(identity, change.new))
            return said + (t("trial-change-answers", answers=_json(answers)) if answers else "")
    return t("trial-change-dropped", what=_step(identity, change.old))


def summary(identity: str, proposals: Sequence[Proposed]) -> list[tuple[str, int]]:
    """(a change, in how many scenarios), the most frequent first."""
    told = Counter(
        words for one in proposals if not one.stuck for words in {change_words(identity, change) for change in one.changes}
    )
    return told.most_common(MOST_SUMMED)


def _step(identity: str, step: Any) -> str:
    verb = next(verb for verb in ABOUT_ELEMENTS if verb in step)
    return step_words(identity, verb, str(step[verb]))


def _key(what: str) -> str:
    key = f"trial-key-{what}"
    return t(key) if has("en", key) else what


def _inside(identity: str, what: str, number: int, key: str) -> str:
    if number == 0 and what == "clocks":
        name, _, unit = key.partition("/")
        return clock_name(identity, name) + (f"（{unit}）" if unit else "")
    if number == 0 and what in OF_ELEMENTS:
        return element_name(identity, key)
    part = f"trial-part-{key.replace('_', '-')}"
    return t(part) if has("en", part) else key


def _value(identity: str, what: str, value: Any) -> str:
    if value is None:
        return t("trial-part-nothing")
    if isinstance(value, list):
        return t("list-comma").join(_value(identity, what, item) for item in value) if value else t("trial-part-nothing")
    if isinstance(value, str) and what in OF_ELEMENTS:
        element, _, unit = value.partition("@")
        return element_name(identity, element) + (f"（{unit}）" if unit else "")
    if isinstance(value, str) and what == "phase":
        return coded(identity, "phases", value) or value
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
