"""A version that comes back passes what it had to pass when it was released, not what the version after it has to."""

from __future__ import annotations

import pytest

from tests.webapp.releases.conftest import ANN, MAX, MAY, RITA, Studio
from tests.webapp.releases.test_release_life import STORY
from webapp.database.connections import json
from webapp.releases import orders, reviews, stories
from webapp.releases.refusals import GateClosed
from webapp.releases.reviews import Review
from webapp.studio import drafts
from webapp.studio.paths import SCENARIOS

HOLDS = STORY.replace("expect: {status: completed}", "expect: {open: [handle@mill]}")


def released(studio: Studio, name: str, story: str | None) -> Review:
    """A version of the errand, with a scenario that has to hold on it."""
    draft = studio.draft("办理", f"{name}办理")
    if story is not None:
        drafts.save(studio.connection, draft.id, SCENARIOS, story, draft.revision, ANN.user_id or 0)
    review = studio.approved(drafts.load(studio.connection, draft.id), by=RITA)
    orders.release(studio.connection, review.id, MAY, replaces=studio.running, note="")
    return review


def back_to(studio: Studio, definition: str) -> orders.Order:
    return orders.roll_back(studio.connection, "errand", definition, MAX, replaces=studio.running, reason="新版有误")


def test_an_old_version_is_asked_for_its_own_scenarios(studio: Studio) -> None:
    first = released(studio, "甲", HOLDS)
    assert stories.of_version(studio.connection, first.definition) == {SCENARIOS: HOLDS.encode()}
    released(studio, "乙", None)
    assert back_to(studio, first.definition).state == "released"


def test_a_version_without_scenarios_of_its_own_had_to_pass_those_before_it(studio: Studio) -> None:
    shipped = studio.running
    released(studio, "甲", HOLDS)
    second = released(studio, "乙", None)
    other = HOLDS.replace("一收到就办结", "别的")
    third = released(studio, "丙", other)
    asked = {
        version: stories.of_version(studio.connection, version) for version in (shipped, second.definition, third.definition)
    }
    assert asked == {
        shipped: {}, second.definition: {SCENARIOS: HOLDS.encode()}, third.definition: {SCENARIOS: other.encode()}
    }  # fmt: skip


def test_an_old_version_that_no_longer_tells_its_story_does_not_come_back(studio: Studio) -> None:
    first = released(studio, "甲", HOLDS)
    second = released(studio, "乙", None)
    files = {**first.files, SCENARIOS: STORY}
    tampered = ("ALTER TABLE model_review DISABLE TRIGGER USER", "ALTER TABLE model_review ENABLE TRIGGER USER")
    studio.connection.execute(tampered[0])
    studio.connection.execute("UPDATE model_review SET files = %s WHERE id = %s", (json(files), first.id))
    studio.connection.execute(tampered[1])
    with pytest.raises(GateClosed) as refusal:
        back_to(studio, first.definition)
    assert [problem["failure"]["scenario"] for problem in refusal.value.facts["problems"]] == ["一收到就办结"]
    assert studio.running == second.definition


def test_every_step_on_the_way_to_a_release_stands_in_the_offices_log(studio: Studio) -> None:
    review = studio.asked()
    reviews.send_back(studio.connection, review.id, RITA, remarks="请改名称")
    draft = drafts.load(studio.connection, review.draft)
    reviews.ask(studio.connection, draft.id, ANN, revision=draft.revision, note="已改")
    reviews.take_back(studio.connection, draft.id, ANN)
    rows = studio.connection.execute("SELECT kind, actor, about->>'reason' FROM audit_event ORDER BY seq").fetchall()
    assert rows == [
        ("review_asked", "user:11", "请审核"), ("draft_sent_back", "user:13", "请改名称"),
        ("review_asked", "user:11", "已改"), ("review_ended", "user:11", None),
    ]  # fmt: skip
