"""Drafts: the last write of each field counts, nothing lies open, and erasing the person erases them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.now import Traveller
from webapp import drafts, vault
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.drafts import Sheet


@pytest.fixture(autouse=True)
def keeper(config: Config, clock: Traveller) -> vault.Vault:
    return vault.use(vault.Vault.of(config.master_key))


SHEET = Sheet(user_id=7, case_id=5, task=2)


def values(connection: Connection, sheet: Sheet = SHEET) -> dict[str, object]:
    found = drafts.load(connection, sheet)
    return dict(found.values) if found else {}


def parties(connection: Connection) -> int:
    return connection.execute("SELECT count(*) FROM party").fetchone()[0]  # type: ignore[index, return-value]


def test_of_each_field_the_last_one_saved_counts(connection: Connection, clock: Traveller) -> None:
    drafts.save(connection, SHEET, {"note": "一", "tick": ["a", "b"]})
    clock.move(timedelta(minutes=1))
    drafts.save(connection, SHEET, {"note": "二"})
    clock.move(timedelta(minutes=1))
    drafts.save(connection, SHEET, {"tick": []})
    assert values(connection) == {"note": "二", "tick": []}
    assert drafts.load(connection, SHEET).saved_at == clock.moment  # type: ignore[union-attr]


def test_drafts_are_of_one_person_and_one_form(connection: Connection) -> None:
    drafts.save(connection, SHEET, {"note": "我的"})
    for other in (Sheet(user_id=8, case_id=5, task=2), Sheet(user_id=7, case_id=5, task=3), Sheet(user_id=7)):
        assert values(connection, other) == {}


def test_nothing_lies_open_and_erasing_the_person_erases_it(connection: Connection) -> None:
    party = vault.current().enrol(connection)
    file = {"requester": vault.current().seal(connection, party, {"name": "王小明"})}
    sheet = Sheet(user_id=7, case_id=5, task=2, case_file=file)
    drafts.save(connection, sheet, {"note": "王小明说他住在滨河路"})
    sealed = connection.execute("SELECT sealed, party_id FROM draft").fetchone()
    assert sealed is not None
    assert "王小明".encode() not in sealed[0]
    assert sealed[1] == party
    vault.current().erase(connection, party)
    assert drafts.load(connection, sheet) is None


def test_a_draft_about_nobody_yet_leaves_no_key_behind(connection: Connection) -> None:
    desk = Sheet(user_id=7)
    drafts.save(connection, desk, {"phone": "13800001234"})
    drafts.save(connection, desk, {"title": "路灯"})
    assert parties(connection) == 1
    drafts.discard(connection, desk)
    assert parties(connection) == 0


def test_a_finished_task_has_no_drafts_of_anybody(connection: Connection) -> None:
    other = Sheet(user_id=8, case_id=5, task=2)
    for sheet in (SHEET, other):
        drafts.save(connection, sheet, {"note": "x"})
    drafts.sent(connection, 5, 2)
    assert values(connection) == values(connection, other) == {}


def test_what_nobody_came_back_to_is_gone_after_a_month(connection: Connection, clock: Traveller) -> None:
    drafts.save(connection, SHEET, {"note": "x"})
    drafts.sweep(connection, clock.moment + timedelta(days=29))
    assert values(connection) == {"note": "x"}
    drafts.sweep(connection, clock.moment + timedelta(days=31))
    assert values(connection) == {}


def test_too_much_in_one_field_is_not_kept(connection: Connection) -> None:
    drafts.save(connection, SHEET, {"note": "x" * drafts.LARGEST, "other": "y"})
    assert values(connection) == {"other": "y"}
