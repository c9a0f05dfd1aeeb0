"""Every way to fail and every kind of difference has words in both languages."""

from __future__ import annotations

import pytest

from engine.scenarios.answers import ANSWER
from engine.scenarios.expectations import READERS
from engine.scenarios.failures import SENTENCES
from engine.whatif import difference, people
from webapp.i18n import has
from webapp.pages.studio.scenario_words import NAMING
from webapp.trials import what_if

KINDS = [
    getattr(difference, name)
    for name in ("STOPS", "ENDLESS", "OUTCOME", "MORE", "LESS", "DECIDED", "NOW_LATE", "NOW_KEPT", "DUE", "ENDS", "UNHEARD")
]
KEYS = [
    *(f"trial-unmet-{kind}" for kind in SENTENCES),
    *(f"trial-key-{key}" for key in (*READERS, ANSWER)),
    *(f"trial-ahead-{verb}" for verb in NAMING),
    *(f"what-if-{what}-{kind}" for what in ("fact", "kind") for kind in KINDS),
    *(f"what-if-assumed-{why}" for why in (people.AGAIN, people.USUAL, people.NEVER)),
    *(f"what-if-aside-{why}" for why in ("moved", "not_begun", "organisation")),
    *(f"what-if-status-{s}" for s in (what_if.WAITING, what_if.RUNNING, what_if.DONE, what_if.CANCELLED, what_if.FAILED)),
    *(f"trial-differs-{what}" for what in ("outcome", "steps", "promises", "broken")),
    *(f"refusal-{kind.code}" for kind in (what_if.BadPeriod, what_if.BadPause, what_if.StillRunning, what_if.NoSuchComparison)),
]


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_there_are_words(key: str, locale: str) -> None:
    assert has(locale, key.replace("_", "-"))
