"""What a scenario is called, and why it failed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import g

from engine.scenarios import Failure
from engine.scenarios.expectations import leaves
from webapp.i18n import has
from webapp.pages.process_texts import decision_name, element_name
from webapp.pages.studio.expectation_words import in_brackets, value_words, where_words
from webapp.pages.texts import t

NAMING = ("complete", "refused", "job", "failed", "fire", "message", "ask")
"""Verbs whose value is the id of an element or of a decision, or the name of a message."""


def scenario_words(name: str, title: str) -> str:
    """What a scenario is called for the reader: its title is in the language of the diagram, its name in English."""
    return title if title and g.locale != "en" else name


def failure_words(identity: str, failure: Failure) -> str:
    """Where the story stopped, and on what. `identity`: the version that names the elements."""
    reasons = t("semicolon").join(unmet_words(identity, {"kind": one.kind, "facts": one.facts}) for one in failure.unmet)
    if not failure.step:
        return reasons
    step = (
        step_words(identity, failure.verb, failure.about)
        if failure.verb in NAMING
        else t("trial-step-expect" if failure.verb == "expect" else "trial-ahead-time")
    )
    return t("release-failed-at", step=failure.step, what=step) + reasons


def step_words(identity: str, verb: str, about: str) -> str:
    """A step with a name: what is done there, or asked."""
    element = about.partition("@")[0].partition("#")[0]
    name = decision_name if verb == "ask" else element_name
    return t(f"trial-ahead-{verb}", what=name(identity, element))


def unmet_words(identity: str, unmet: Mapping[str, Any]) -> str:
    """Why a step or a scenario failed."""
    facts = dict(unmet["facts"])
    if unmet["kind"] == "refused":
        key = f"refusal-{str(facts['code']).replace('_', '-')}"
        return t("trial-unmet-refused", why=t(key) if has("en", key) else str(facts["code"]))
    if unmet["kind"] == "differs":
        return t("semicolon").join(_differing(identity, str(facts["key"]), facts["expected"], facts["found"]))
    shown = {key: _fact(identity, key, value) for key, value in facts.items()}
    return t(f"trial-unmet-{unmet['kind']}", **shown)


def _differing(identity: str, key: str, expected: Any, found: Any) -> Iterator[str]:
    """Only what differs in it."""
    for path, old, new in leaves((key,), expected, found):
        was, now = value_words(identity, key, old), value_words(identity, key, new)
        yield t("trial-unmet-differs", what=where_words(identity, path), expected=was, found=now)


def _fact(identity: str, key: str, value: Any) -> str:
    if key == "decision":
        return decision_name(identity, str(value))
    if key == "element":
        step, _, unit = str(value).partition("@")
        return element_name(identity, step) + in_brackets(unit)
    if key == "open" and isinstance(value, list):
        return t("list-comma").join(dict.fromkeys(element_name(identity, str(one)) for one in value)) or t("trial-part-nothing")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
