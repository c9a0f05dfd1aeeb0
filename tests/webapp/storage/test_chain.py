"""A chain of events notices every change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from webapp.audit.chain import GENESIS, Break, Link, event_hash, first_break, moment

START = datetime(2026, 3, 2, 1, 0, 0, 250, tzinfo=UTC)


def chain(length: int) -> list[Link]:
    links, head = [], GENESIS
    for seq in range(1, length + 1):
        at = START + timedelta(minutes=seq)
        content = {
            "case_id": 7,
            "seq": seq,
            "kind": "FileChanged",
            "data": {"n": seq, "字": "值"},
            "actor": "user:1",
            "command_id": "c",
        }
        digest = event_hash(at=moment(at), prev_hash=head, **content)
        links.append(Link(at=at, prev_hash=head, hash=digest, **content))
        head = digest
    return links


def test_an_untouched_chain_holds() -> None:
    links = chain(5)
    assert first_break(links, head=links[-1].hash) is None


@pytest.mark.parametrize(
    "change",
    [{"data": {"n": 3, "字": "假"}}, {"actor": "user:2"}, {"kind": "TaskCompleted"}, {"at": START}, {"command_id": "d"}],
)
def test_a_changed_event_is_found_where_it_stands(change: dict[str, object]) -> None:
    links = chain(5)
    links[2] = replace(links[2], **change)
    assert first_break(links) == Break(3, "content")


def test_an_event_rehashed_after_a_change_breaks_the_next_link() -> None:
    links = chain(5)
    forged = replace(links[2], actor="user:2")
    digest = event_hash(
        case_id=7, seq=3, at=moment(forged.at), kind=forged.kind, data=forged.data, actor="user:2", command_id="c",
        prev_hash=forged.prev_hash,
    )  # fmt: skip
    links[2] = replace(forged, hash=digest)
    assert first_break(links) == Break(4, "link")


def test_a_missing_event_is_a_gap() -> None:
    links = chain(5)
    assert first_break(links[:2] + links[3:]) == Break(3, "gap")


def test_a_cut_off_end_is_noticed_by_the_head() -> None:
    links = chain(5)
    assert first_break(links[:4], head=links[-1].hash) == Break(4, "head")


def test_times_have_one_spelling() -> None:
    assert moment(datetime.fromisoformat("2026-03-02T09:00:00+08:00")) == "2026-03-02T01:00:00Z"
    assert moment(START) == "2026-03-02T01:00:00.000250Z"
