"""Of a published table and a table that a release brings, the one counts that takes effect last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.now import Traveller, now
from tests.engine.core import test_dated_tables as small
from tests.support import town
from tests.webapp.tables import test_register as limits
from webapp.casework.replaying import replay_case
from webapp.database.connections import Connection
from webapp.tables import checking, register, standing
from webapp.tables.beside import beside
from webapp.tables.brought import brought

SHIPPED, LATER = small.FILE, small.saying_in(small.FILE, "9wd")
REWORDED = SHIPPED.replace(b'label="Kind"', b'label="What it is"').replace(b"plan 1", b"plan of 2026")
ANNA, BO, MAY = 7, 8, 9


@pytest.fixture
def office(connection: Connection, clock: Traveller) -> Connection:
    """The small process came with the program; from today on a published table says three days."""
    limits.deploy_limits(connection)
    publish(connection, "3wd", clock)
    return connection


def publish(connection: Connection, limit: str | None, clock: Traveller) -> int:
    xml = None if limit is None else small.saying(limit).decode()
    proposal = register.propose(connection, "demo", "limit", xml, effective_from=register.today(), basis="x", by=ANNA)
    number = register.approve(connection, proposal.id, by=BO).id
    clock.move(timedelta(minutes=2))
    return number


def release(connection: Connection, file: bytes, clock: Traveller, *, by: int | None = MAY) -> str:
    """By people, or with the program when `by` is None."""
    limits.deploy_limits(connection, file)
    connection.execute("UPDATE deployment SET deployed_by = %s WHERE id = (SELECT max(id) FROM deployment)", (by,))
    clock.move(timedelta(minutes=2))
    row = connection.execute("SELECT definition_id FROM deployment ORDER BY id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def limit_now(connection: Connection, clock: Traveller) -> str:
    return limits.limit_of(connection, limits.begin(clock))


def test_a_version_released_later_with_another_table_decides_by_its_own(office: Connection, clock: Traveller) -> None:
    assert limit_now(office, clock) == "3wd"
    release(office, LATER, clock)
    assert limit_now(office, clock) == "9wd"
    publish(office, "2wd", clock)
    assert limit_now(office, clock) == "2wd", "what is published after the release goes over it again"
    publish(office, None, clock)
    assert limit_now(office, clock) == "9wd"


def test_a_release_that_changes_other_things_or_only_words_ends_no_policy(office: Connection, clock: Traveller) -> None:
    release(office, REWORDED, clock)
    assert limit_now(office, clock) == "3wd"


def test_what_comes_with_the_program_ends_no_policy(office: Connection, clock: Traveller) -> None:
    release(office, LATER, clock, by=None)
    assert limit_now(office, clock) == "3wd"


def test_a_version_that_comes_back_is_what_it_was_before_it_went(office: Connection, clock: Traveller) -> None:
    release(office, LATER, clock)
    release(office, SHIPPED, clock)
    assert limit_now(office, clock) == "3wd"


def test_running_cases_keep_the_table_of_their_version_and_every_history_is_proven(office: Connection, clock: Traveller) -> None:
    old = limits.begin(clock)
    release(office, LATER, clock)
    new = limits.begin(clock)
    town.complete(old, town.CLERK), town.complete(new, town.CLERK)
    publish(office, "1wd", clock)
    release(office, small.saying_in(SHIPPED, "8wd"), clock)
    decided = {
        case: [marks for (marks,) in office.execute(
            "SELECT data->'dated' FROM case_event WHERE case_id = %s AND kind = 'DecisionTaken' ORDER BY seq", (case,)
        ).fetchall()] for case in (old, new)
    }  # fmt: skip
    assert [list(marks) for marks in decided[old]] == [["limit"], ["limit"]]
    assert decided[new] == [{}, {}]
    for case in (old, new):
        assert replay_case(office, case, limits.number_of(office, case)).proven


def test_it_is_known_since_when_a_version_has_its_table(office: Connection, clock: Traveller) -> None:
    released = now()
    first, same = release(office, LATER, clock), release(office, LATER.replace(b"plan 1", b"plan 2"), clock)
    assert brought(office, "demo") == {first: {"limit": released}, same: {"limit": released}}


def test_the_standing_of_a_table_names_what_the_release_ended(office: Connection, clock: Traveller) -> None:
    released = now()
    release(office, LATER, clock)
    (found,) = standing.standings(office, "demo")
    assert (found.counts, found.own_since) == (None, released)
    assert found.ended is not None
    assert [one.id for one in found.past] == [found.ended.id]


def test_the_table_counts_on_the_versions_before_it_and_not_on_the_one_after(office: Connection, clock: Traveller) -> None:
    limits.begin(clock)
    (before,) = standing.standings(office, "demo")
    release(office, LATER, clock)
    limits.begin(clock), limits.begin(clock)
    reach = checking.reach(office, "demo", before.table, before.begun)
    assert [(one.cases, one.counts) for one in reach] == [(2, False), (1, True)]


def test_a_draft_says_which_published_table_it_would_end_which_stays_and_which_comes(
    office: Connection, clock: Traveller
) -> None:
    proposal = register.propose(
        office, "demo", "limit", small.saying("1wd").decode(), effective_from=date(2026, 4, 1), basis="x", by=ANNA
    )
    register.approve(office, proposal.id, by=BO)

    def told(file: bytes) -> tuple[bool, bool, list[int], int]:
        (one,) = beside(office, "demo", {"limits.dmn": file.decode()})
        return one.ends is not None, one.stays is not None, [each.id for each in one.coming], len(one.differences)

    assert told(LATER) == (True, False, [proposal.id], 1)
    assert told(REWORDED) == (False, True, [proposal.id], 0)
    assert told(small.saying_in(SHIPPED, "3wd")) == (True, False, [proposal.id], 0), "it ends it, and says the same"
    assert beside(office, "demo", {}) == []
