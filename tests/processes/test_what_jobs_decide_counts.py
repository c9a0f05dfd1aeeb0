"""Rows and policies that no token asks, because jobs of campaigns and the rules about cards ask them outside of cases: each is
taken away or changed, alone, and some example must then be answered otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.feel import plain
from engine.feel.working import working_functions
from engine.holidays import standard_calendar
from engine.library import Library, files_of
from tests.processes.campaign_examples import CAMPAIGN_EXAMPLES
from tests.processes.conftest import PROCESSES, library
from tests.processes.supervision_examples import SUPERVISION_EXAMPLES
from tests.processes.test_everything_counts import OUTSIDE, ROW, another

NOW = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
EXAMPLES = [*CAMPAIGN_EXAMPLES, *SUPERVISION_EXAMPLES]
ROWS = [
    (key, path.name, row[1])
    for key in ("campaign", "supervision") for path in sorted((PROCESSES / key).glob("*.dmn"))
    for row in ROW.finditer(path.read_text()) if row[1].startswith(OUTSIDE)
]  # fmt: skip
ASKED = {"mass_repeat_requests": "mass_repeat", "mass_repeat_window": "mass_repeat", "card_window": "card_window"}
"""Policy -> the decision through which the program asks it. `letter_points` is asked by rows above."""


@pytest.mark.parametrize(("key", "file", "row"), ROWS, ids=[row for _, _, row in ROWS])
def test_every_row_is_missed_when_it_is_gone(key: str, file: str, row: str) -> None:
    text = (PROCESSES / key / file).read_text()
    without = ROW.sub(lambda found: "" if found[1] == row else found[0], text)
    changed = Library()
    changed.keep({**files_of(PROCESSES / key), file: without.encode()})
    asked = [(decision, context) for process, decision, context, _ in EXAMPLES if process == key and decision in without]
    assert any(_answer(changed, key, *example) != _answer(library(), key, *example) for example in asked)


@pytest.mark.parametrize(("policy", "decision"), ASKED.items())
def test_every_policy_is_missed_when_it_is_another(policy: str, decision: str) -> None:
    in_force = library().newest("supervision").policy(NOW)
    working = working_functions(standard_calendar())
    told = [
        _answer(library(), "supervision", decision, {"policy": values, "working": working})
        for values in (in_force, {**in_force, policy: another(in_force[policy])})
    ]
    assert told[0] != told[1]


def _answer(known: Library, key: str, decision: str, context: dict[str, Any]) -> Any:
    return plain(known.newest(key).decision(decision).model.evaluate(decision, context, now=NOW).value)
