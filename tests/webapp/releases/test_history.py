"""What was in force when, what is not carried out, and what waits for whom."""

from __future__ import annotations

from datetime import timedelta

from engine.now import Traveller, now
from tests.support import town
from tests.webapp.releases.conftest import ALL_HATS, ANN, BEN, MAX, MAY, RITA, ROY, Studio, actor
from webapp.releases import history, orders, overtaken, reviews, waiting
from webapp.studio import drafts


def test_every_version_is_told_with_who_drew_approved_and_released_it_and_its_cases(studio: Studio, clock: Traveller) -> None:
    shipped, first = studio.running, now()
    town.start()
    closed = town.start().case_id
    studio.connection.execute('UPDATE "case" SET closed_at = %s WHERE id = %s', (now(), closed))
    clock.move(timedelta(days=1))
    review = studio.approved(studio.edit(studio.draft(), "回访", "回访诉求人", by=BEN))
    orders.release(studio.connection, review.id, MAY, replaces=shipped, note="统一用语")
    town.start()
    new, old = history.of_process(studio.connection, "errand")
    assert (new.kind, new.editors, new.approved_by, new.released_by, new.note) == ("release", (11, 12), 13, 15, "统一用语")
    assert (new.since, new.until, new.replaces, new.cases, new.open_cases) == (now(), None, shipped, 1, 1)
    assert (old.kind, old.definition, old.since, old.until, old.cases, old.open_cases) == ("shipped", shipped, first, now(), 2, 1)


def test_scheduled_and_withdrawn_releases_are_listed_apart(studio: Studio) -> None:
    order = orders.release(
        studio.connection, studio.approved().id, MAY, replaces=studio.running, note="", at=now() + timedelta(days=1)
    )
    assert [o.state for o in history.not_carried_out(studio.connection, "errand")] == ["scheduled"]
    orders.withdraw(studio.connection, order.id, MAX, reason="节后再发布")
    (gone,) = history.not_carried_out(studio.connection, "errand")
    assert (gone.state, gone.reason, gone.ended_by) == ("withdrawn", "节后再发布", 16)
    assert len(history.of_process(studio.connection, "errand")) == 1


def test_a_review_waits_for_reviewers_who_had_no_hand_in_it(studio: Studio) -> None:
    studio.asked()
    assert [w.what for w in waiting.waiting_for(studio.connection, RITA)] == ["review"]
    assert [waiting.waiting_for(studio.connection, by) for by in (ANN, ALL_HATS[11], MAY, actor(16, "auditor"))] == [[]] * 4


def test_an_approved_draft_waits_for_release_managers_who_did_not_approve_it(studio: Studio, clock: Traveller) -> None:
    review = studio.approved()
    for by in (ALL_HATS[13], ALL_HATS[11], ROY, ANN):
        assert waiting.waiting_for(studio.connection, by) == []
    assert [w.what for w in waiting.waiting_for(studio.connection, MAY)] == ["release"]
    order = orders.release(studio.connection, review.id, MAY, replaces=studio.running, note="", at=now() + timedelta(days=1))
    assert [(w.what, w.at) for w in waiting.waiting_for(studio.connection, MAX)] == [("scheduled", order.effective_at)]
    clock.go(order.effective_at)
    orders.carry_out_due(studio.connection)
    assert waiting.waiting_for(studio.connection, MAX) == []


def test_a_draft_that_was_overtaken_catches_up_with_the_running_version(studio: Studio) -> None:
    late = studio.edit(studio.draft(by=BEN), '"小差事"', '"小差事二"', by=BEN, path="manifest.json")
    studio.edit(late, "处置", "办理", by=BEN)
    review = studio.approved(studio.draft("回访", "回访诉求人"))
    orders.release(studio.connection, review.id, MAY, replaces=studio.running, note="")
    assert overtaken.catch_up(studio.connection, late.id, BEN) == ()
    caught = drafts.load(studio.connection, late.id)
    assert caught.base == review.definition
    assert caught.files["process.bpmn"] == review.files["process.bpmn"]
    assert "小差事二" in caught.files["manifest.json"]
    assert reviews.ask(studio.connection, late.id, BEN, revision=caught.revision, note="").base == review.definition
