"""Each construct on which the bare library was measured either runs right or is refused, and none is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.lint import Finding, check
from engine.lint.rules import RULES
from tests.engine.coverage_table import COVERAGE, that_are_refused, that_run
from tests.engine.lint.drawings_allowed import ALLOWED
from tests.engine.lint.drawings_refused import REFUSED
from tests.engine.lint.models import folder

MEASURED = Path(__file__).parents[4] / "shared" / "bpmn_coverage.md"


def errors(xml: str) -> list[Finding]:
    return [f for f in check(folder(xml)) if f.severity == "error"]


def test_the_table_has_a_verdict_on_every_construct_that_was_measured():
    assert len(COVERAGE) == 186
    if not MEASURED.exists():
        pytest.skip(f"the list that was measured is not here: {MEASURED}")
    rows = re.findall(r"^\| ([^|]+?) \|", MEASURED.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(COVERAGE) == set(rows) - {"construct", "---"}


def test_every_verdict_has_a_drawing():
    assert set(REFUSED) == set(that_are_refused())
    assert set(ALLOWED) == set(that_run())


def test_every_refusal_is_by_a_rule_that_exists():
    assert set(that_are_refused().values()) <= set(RULES)


@pytest.mark.parametrize(("construct", "rule"), that_are_refused().items(), ids=that_are_refused())
def test_a_construct_that_does_not_run_is_refused(construct, rule):
    found = [f for f in errors(REFUSED[construct]) if f.rule == rule]
    assert found, [f.rule for f in errors(REFUSED[construct])]
    for finding in found:
        assert finding.element
        assert finding.element in finding.message("zh_CN")
        assert finding.element in finding.message("en")


@pytest.mark.parametrize("construct", that_run())
def test_a_construct_that_runs_is_let_through(construct):
    assert [f.message("en") for f in errors(ALLOWED[construct])] == []
