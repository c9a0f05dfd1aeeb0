"""What an event's hash covers, and how its time is spelt."""

from datetime import UTC, datetime

import pytest

from webapp.audit.chain import GENESIS, event_hash, moment

START = datetime(2026, 3, 2, 1, 0, 0, 250, tzinfo=UTC)
EVENT = {
    "case_id": 7, "seq": 1, "at": moment(START), "kind": "FileChanged", "data": {"n": 1, "字": "值"}, "actor": "user:1",
    "command_id": "c", "prev_hash": GENESIS,
}  # fmt: skip


def test_the_hash_is_the_same_for_ever() -> None:
    assert event_hash(**EVENT).hex() == "d962adfef07f233fe4ed908ef9baa73d676051324c9d7bb7a7ec656571fa6b65"


@pytest.mark.parametrize(
    "change",
    [
        {"data": {"n": 1, "字": "假"}}, {"actor": "user:2"}, {"kind": "TaskCompleted"}, {"at": "2026-03-02T01:00:00Z"},
        {"command_id": "d"}, {"seq": 2}, {"case_id": 8}, {"prev_hash": b"\x01" * 32},
    ],
)  # fmt: skip
def test_every_part_of_an_event_changes_its_hash(change: dict[str, object]) -> None:
    assert event_hash(**{**EVENT, **change}) != event_hash(**EVENT)


def test_times_have_one_spelling() -> None:
    assert moment(datetime.fromisoformat("2026-03-02T09:00:00+08:00")) == "2026-03-02T01:00:00Z"
    assert moment(START) == "2026-03-02T01:00:00.000250Z"
