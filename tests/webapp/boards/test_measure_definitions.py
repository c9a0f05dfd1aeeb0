"""What a number meant is kept, and cannot change in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from webapp.boards import definitions
from webapp.boards.confidence import interval
from webapp.boards.measures import MEASURES, STOCKS, measures_of
from webapp.boards.measures.sums import ALL, BY_NAME
from webapp.database.connections import Connection
from webapp.models.figure import SUMS


def test_definitions_are_stored_once_with_their_words_in_both_languages(connection: Connection) -> None:
    assert definitions.keep(connection) == len(MEASURES) + len(STOCKS)
    assert definitions.keep(connection) == 0
    row = connection.execute(
        "SELECT rule, words FROM measure_definition WHERE code = 'measure-response' AND version = 1"
    ).fetchone()
    assert row
    rule, words = row
    assert "first_contact" in rule["n"]  # type: ignore[index, call-overload]
    assert {"name", "n", "d"} == set(words["zh_CN"]) == set(words["en"])  # type: ignore[index, call-overload]


def test_a_changed_rule_needs_a_new_version(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    definitions.keep(connection)
    first = replace(MEASURES[0], n="closed")
    monkeypatch.setattr(definitions, "MEASURES", (first, *MEASURES[1:]))
    with pytest.raises(definitions.ChangedWithoutVersion):
        definitions.keep(connection)
    monkeypatch.setattr(definitions, "MEASURES", (replace(first, version=2), *MEASURES[1:]))
    assert definitions.keep(connection) == 1


def test_what_a_version_counts_stands_in_the_record() -> None:
    """A changed rule: raise the version of the measure, then add a line here. Never change a line."""
    record = json.loads((Path(__file__).parent / "definitions.json").read_text())
    for one in (*MEASURES, *STOCKS):
        assert record[f"{definitions.text_key(one, 'name')} {one.version}"] == definitions.rule_of(one)


def test_every_sum_has_a_column_and_every_measure_its_sums() -> None:
    assert sorted(one.name for one in ALL) == sorted(SUMS)
    for one in MEASURES:
        facts = {BY_NAME[name].fact for name in (one.n, one.d) if name}
        assert len(facts) == 1, one.code
    used = {name for one in MEASURES for name in (one.n, one.d)}
    assert set(SUMS) <= used


def test_only_grid_events_are_measured_by_what_stays_in_the_grid() -> None:
    assert "in_grid" not in {one.code for one in measures_of("complaint")}
    assert "in_grid" in {one.code for one in measures_of("grid_event")}


def test_few_cases_prove_little() -> None:
    assert interval(0, 0) is None
    low, high = interval(3, 3) or (0, 0)
    assert (round(low, 2), high) == (0.44, 1.0)
    low, high = interval(300, 300) or (0, 0)
    assert low > 0.98
