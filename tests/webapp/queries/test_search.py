"""Finding Chinese words by pairs of characters, two-character words included; and who asked before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.support import town
from webapp.casework.actors import PARTY
from webapp.casework.queries import desk
from webapp.casework.queries.inbox import Filters, page
from webapp.database import connections

NOW = datetime(2026, 3, 3, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def at_town(app: Flask, clock: object) -> Flask:
    with connections.take() as connection:
        town.build(connection)
    return app


def test_words_are_cut_into_pairs_across_neither_blanks_nor_marks(app: Flask) -> None:
    with connections.take() as connection:
        (grams,) = connection.execute("SELECT bigrams('路灯，不亮 LED3')").fetchone()
        (none,) = connection.execute("SELECT bigrams('灯 ，')").fetchone()
    assert sorted(grams) == sorted(["路灯", "不亮", "le", "ed", "d3"])
    assert none == []


def test_a_word_of_two_characters_finds_its_case(at_town: Flask) -> None:
    lamp, hole = town.start(title="东街路灯不亮"), town.start(title="西街井盖缺失")
    with at_town.app_context():
        found = page("queue", town.CLERK, Filters(words="路灯")).rows
    assert [row.number for row in found] == [lamp.number]
    assert hole.number not in {row.number for row in found}


def test_a_new_title_is_found_under_its_new_words(at_town: Flask) -> None:
    receipt = town.start(title="东街路灯不亮")
    with connections.take() as connection:
        connection.execute("""UPDATE "case" SET title = '东街红绿灯故障' WHERE id = %s""", (receipt.case_id,))
        (grams,) = connection.execute("SELECT grams FROM case_search WHERE case_id = %s", (receipt.case_id,)).fetchone()
    assert "红绿" in grams
    assert "不亮" not in grams


def test_likeness_counts_words_most_then_place_caller_and_category(at_town: Flask) -> None:
    with at_town.app_context():
        assert desk.same_matter(PARTY, words="路灯不亮", place="mill", category=None, parties=[], since=LONG_AGO) == []
    with connections.take() as connection:
        for title, place in (("东街路灯不亮", "mill"), ("东街噪音扰民", "mill"), ("东街路灯不亮", "east")):
            receipt = town.start(title=title)
            connection.execute("""UPDATE "case" SET place = %s, process = 'complaint' WHERE id = %s""", (place, receipt.case_id))
    with at_town.app_context():
        found = desk.same_matter(PARTY, words="东街路灯不亮", place="mill", category="light", parties=[], since=LONG_AGO)
    assert [(c.case.title, c.same_place) for c in found] == [
        ("东街路灯不亮", True),
        ("东街路灯不亮", False),
        ("东街噪音扰民", True),
    ]
    assert found[0].score > 0.6 > found[2].score


def test_what_is_long_ago_is_not_the_same_matter(at_town: Flask) -> None:
    receipt = town.start(title="东街路灯不亮")
    with connections.take() as connection:
        connection.execute("""UPDATE "case" SET process = 'complaint', place = 'mill' WHERE id = %s""", (receipt.case_id,))
    with at_town.app_context():
        later = NOW + timedelta(days=2)
        assert desk.same_matter(PARTY, words="东街路灯不亮", place="mill", category=None, parties=[], since=later) == []
