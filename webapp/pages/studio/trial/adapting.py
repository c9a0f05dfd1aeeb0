"""What a scenario would have to say on the changed draft, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from engine.scenarios.adapting import Change
from webapp.pages.studio.expectation_words import value_words, where_words
from webapp.pages.studio.scenario_words import NAMING, step_words
from webapp.pages.texts import t
from webapp.trials.adapting import Proposed

MOST_SUMMED = 12


def change_words(identity: str, change: Change) -> str:
    """One change of a scenario."""
    match change.kind:
        case "expected":
            old, new = (value_words(identity, change.path[0], value) for value in (change.old, change.new))
            return t("trial-change-expected", what=where_words(identity, change.path), old=old, new=new)
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
    verb = next(verb for verb in NAMING if verb in step)
    return step_words(identity, verb, str(step[verb]))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
