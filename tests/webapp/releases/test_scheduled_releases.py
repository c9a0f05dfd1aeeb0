"""Releases that wait for their moment: alone, withdrawn, overtaken, or no longer good enough when it comes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.now import Traveller, now
from tests.support import town
from tests.webapp.releases.conftest import ANN, BEN, MAX, ROY, Studio, definition_of, release
from webapp.casework.reasons import NoReason
from webapp.releases import orders, reviews
from webapp.releases.refusals import (
    AlreadyScheduled,
    NotInFuture,
    NotScheduled,
)


def test_a_scheduled_release_happens_by_itself_at_its_moment_and_not_before(studio: Studio, clock: Traveller) -> None:
    before, moment = studio.running, now() + timedelta(days=2)
    order = release(studio, studio.approved(), at=moment)
    clock.go(moment - timedelta(seconds=1))
    assert orders.carry_out_due(studio.connection) == []
    assert definition_of(studio, town.start().case_id) == before
    clock.go(moment)
    assert [done.state for done in orders.carry_out_due(studio.connection)] == ["released"]
    assert definition_of(studio, town.start().case_id) == order.definition
    assert orders.carry_out_due(studio.connection) == []


def test_a_scheduled_release_can_be_withdrawn_before(studio: Studio, clock: Traveller) -> None:
    before = studio.running
    order = release(studio, studio.approved(), at=now() + timedelta(hours=1))
    with pytest.raises(NoReason):
        orders.withdraw(studio.connection, order.id, MAX, reason="")
    assert orders.withdraw(studio.connection, order.id, MAX, reason="节后再发布").state == "withdrawn"
    clock.go(now() + timedelta(hours=2))
    assert orders.carry_out_due(studio.connection) == []
    assert studio.running == before
    with pytest.raises(NotScheduled):
        orders.withdraw(studio.connection, order.id, MAX, reason="节后再发布")


def test_one_release_of_a_process_is_scheduled_at_a_time(studio: Studio) -> None:
    first, second = studio.approved(), studio.approved(studio.draft("办理", "承办", by=BEN))
    release(studio, first, at=now() + timedelta(days=1))
    for again in (first, second):
        with pytest.raises(AlreadyScheduled):
            release(studio, again, at=now() + timedelta(days=2))
    with pytest.raises(AlreadyScheduled):
        release(studio, first)
    with pytest.raises(AlreadyScheduled):
        reviews.take_back(studio.connection, first.draft, ANN)


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_moment_lies_ahead(studio: Studio, days: int) -> None:
    with pytest.raises(NotInFuture):
        release(studio, studio.approved(), at=now() + timedelta(days=days))


def test_a_scheduled_release_that_was_overtaken_is_held_for_somebody_to_look(studio: Studio, clock: Traveller) -> None:
    first, urgent = studio.approved(), studio.approved(studio.draft("办理", "承办", by=BEN), by=ROY)
    release(studio, first, at=now() + timedelta(days=1))
    release(studio, urgent, by=MAX)
    clock.go(now() + timedelta(days=1))
    assert [held.state for held in orders.carry_out_due(studio.connection)] == ["held"]
    assert studio.running == urgent.definition
    assert release(studio, first).state == "released"


def test_a_scheduled_release_that_no_longer_passes_is_refused_and_says_why(
    studio: Studio, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = release(studio, studio.approved(), at=now() + timedelta(days=1))
    monkeypatch.setattr("webapp.studio.looking.SERVICE_TASKS", {})  # the program no longer knows the job of the errand
    clock.go(order.effective_at)
    (refused,) = orders.carry_out_due(studio.connection)
    assert refused.state == "refused"
    assert refused.problems
    assert studio.running == order.replaces


# --- two at once ---
