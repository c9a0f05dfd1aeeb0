"""What a scenario is called, and why it failed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import g

from engine.scenarios import Failure
from webapp.i18n import has
from webapp.pages.process_texts import element_name
from webapp.pages.texts import t

ABOUT_ELEMENTS = ("complete", "refused", "job", "failed", "fire", "message")
"""Verbs whose value is the id of an element, or the name of a message."""


def scenario_words(name: str, title: str) -> str:
    """What a scenario is called for the reader: its title is in the language of the diagram, its name in English."""
    return title if title and g.locale != "en" else name


def failure_words(identity: str, failure: Failure) -> str:
    """Where the story stopped, and on what. `identity`: the version that names the elements."""
    reasons = t("semicolon").join(unmet_words(identity, {"kind": one.kind, "facts": one.facts}) for one in failure.unmet)
    if not failure.step:
        return reasons
    about = failure.verb in ABOUT_ELEMENTS
    step = (
        step_words(identity, failure.verb, failure.about)
        if about
        else t("trial-step-expect" if failure.verb == "expect" else "trial-ahead-time")
    )
    return t("release-failed-at", step=failure.step, what=step) + reasons


def step_words(identity: str, verb: str, about: str) -> str:
    """A step about an element: what is done there."""
    element = about.partition("@")[0].partition("#")[0]
    return t(f"trial-ahead-{verb}", what=element_name(identity, element))


def unmet_words(identity: str, unmet: Mapping[str, Any]) -> str:
    """Why a step or a scenario failed."""
    facts = dict(unmet["facts"])
    if unmet["kind"] == "refused":
        key = f"refusal-{str(facts['code']).replace('_', '-')}"
        return t("trial-unmet-refused", why=t(key) if has("en", key) else str(facts["code"]))
    shown = {key: _fact(identity, key, value) for key, value in facts.items()}
    if unmet["kind"] == "differs":
        key = f"trial-key-{facts['key']}"
        shown["what"] = t(key) if has("en", key) else str(facts["key"])
        del shown["key"]
    return t(f"trial-unmet-{unmet['kind']}", **shown)


def _fact(identity: str, key: str, value: Any) -> str:
    if key == "element":
        step, _, unit = str(value).partition("@")
        return element_name(identity, step) + (f"（{unit}）" if unit and g.locale != "en" else f" ({unit})" if unit else "")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
