"""From a draft to the version that new cases run on, and back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import town
from tests.webapp.releases.conftest import ANN, BEN, MAX, RITA, ROY, Studio, definition_of, release
from webapp.casework.reasons import NoReason
from webapp.releases import orders, reviews
from webapp.releases.refusals import (
    ContentChanged,
    GateClosed,
    NeverReleased,
    NotAFolder,
    NotApproved,
    NothingChanged,
    Overtaken,
    ReviewOver,
    RunsAlready,
)
from webapp.studio import drafts

STORY = """
requests:
  lamp: {title: 路灯不亮, category: light, urgency: general, channel: hotline, place: {unit: mill}}
scenarios:
  - name: 一收到就办结
    units: {mill: {under: null, tier: street, kind: territory, roles: [unit_clerk, callback_agent]}}
    steps:
      - start: lamp
      - expect: {status: completed}
"""


def logged(studio: Studio) -> list[tuple[str, Any]]:
    rows: Any = studio.connection.execute("SELECT kind, about->>'definition' FROM audit_event ORDER BY seq").fetchall()
    return list(rows)


# --- the whole way ---


def test_a_new_case_runs_on_the_released_version_and_a_running_one_keeps_its_own(studio: Studio) -> None:
    before = studio.running
    old = town.start().case_id
    order = release(studio, studio.approved())
    new = town.start().case_id
    assert (definition_of(studio, old), definition_of(studio, new)) == (before, order.definition)
    town.complete(old, town.CLERK)
    assert definition_of(studio, old) == before
    assert logged(studio) == [(kind, order.definition) for kind in ("review_asked", "draft_approved", "released")]
    assert drafts.load(studio.connection, 1).status == "released"


def test_what_is_sent_back_can_be_drawn_on_and_asked_for_again(studio: Studio) -> None:
    review = studio.asked()
    with pytest.raises(drafts.DraftNotOpen):
        studio.edit(drafts.load(studio.connection, review.draft), "处置", "承办")
    with pytest.raises(NoReason):
        reviews.send_back(studio.connection, review.id, RITA, remarks=" ")
    reviews.send_back(studio.connection, review.id, RITA, remarks="名称不合规范")
    with pytest.raises(ReviewOver):
        reviews.approve(studio.connection, review.id, RITA, seen=review.digest, compared=None)
    again = studio.approved(studio.edit(drafts.load(studio.connection, review.draft), "处置", "承办"))
    assert [each.state for each in reviews.of_draft(studio.connection, review.draft)] == ["approved", "sent_back"]
    assert release(studio, again).definition == again.definition


# --- exactly what was approved ---


def test_drawing_on_after_the_approval_voids_it(studio: Studio) -> None:
    review = studio.approved()
    reviews.take_back(studio.connection, review.draft, ANN)
    with pytest.raises(NotApproved):
        release(studio, review)
    studio.edit(drafts.load(studio.connection, review.draft), "处置", "承办")
    with pytest.raises(NotApproved):
        release(studio, review)


def test_content_that_slipped_in_behind_the_approval_is_not_released(studio: Studio) -> None:
    review = studio.approved()
    studio.connection.execute(
        """UPDATE studio_draft SET files = jsonb_set(files, '{process.bpmn}',
               to_jsonb(replace(files->>'process.bpmn', '处置', '了结')))"""
    )
    with pytest.raises(ContentChanged):
        release(studio, review)


def test_an_approval_is_for_what_the_reviewer_had_before_him(studio: Studio) -> None:
    review = studio.asked()
    with pytest.raises(ContentChanged):
        reviews.approve(studio.connection, review.id, RITA, seen=b"another page", compared=None)


def test_a_review_is_asked_for_what_the_modeller_saw(studio: Studio) -> None:
    draft = studio.draft()
    studio.edit(draft, "处置", "承办", by=BEN)
    with pytest.raises(ContentChanged):
        reviews.ask(studio.connection, draft.id, ANN, revision=draft.revision, note="")
    assert drafts.load(studio.connection, draft.id).status == "open"


def test_nothing_to_review_where_nothing_changed(studio: Studio) -> None:
    draft = studio.edit(studio.draft(), "处置", "办理")
    with pytest.raises(NothingChanged):
        studio.asked(draft)


def test_a_draft_cannot_become_another_process(studio: Studio) -> None:
    draft = studio.edit(studio.draft(), '"errand"', '"watch"', path="manifest.json")
    with pytest.raises(NotAFolder):
        studio.asked(draft)


def test_the_released_content_is_the_approved_one_byte_for_byte(studio: Studio) -> None:
    order = release(studio, studio.approved())
    row: Any = studio.connection.execute("SELECT files FROM definition WHERE id = %s", (order.definition,)).fetchone()
    review = reviews.load(studio.connection, order.review or 0)
    assert review is not None
    assert {path: text.encode() for path, text in row[0].items()} == review.version


# --- the gate ---


def test_what_the_lint_refuses_is_not_released_and_the_running_version_stays(studio: Studio) -> None:
    before = studio.running
    review = studio.approved(studio.draft("</bpmn:process>", ""))
    with pytest.raises(GateClosed) as refusal:
        release(studio, review)
    assert refusal.value.facts["problems"]
    assert studio.running == before


def test_a_version_that_fails_a_scenario_is_not_released(studio: Studio) -> None:
    draft = studio.draft()
    drafts.save(studio.connection, draft.id, "scenarios.yaml", STORY, draft.revision, 11)
    review = studio.approved(drafts.load(studio.connection, draft.id))
    with pytest.raises(GateClosed) as refusal:
        release(studio, review)
    assert [problem["failure"]["scenario"] for problem in refusal.value.facts["problems"]] == ["一收到就办结"]
    assert studio.running != review.definition


def test_who_releases_second_sees_first_what_the_other_one_changed(studio: Studio) -> None:
    shipped = studio.running
    first, second = studio.approved(), studio.approved(studio.draft("回访", "回访诉求人", by=BEN), by=ROY)
    release(studio, first)
    with pytest.raises(Overtaken) as refusal:
        release(studio, second, replaces=shipped)
    assert refusal.value.facts["running"] == first.definition
    assert release(studio, second, replaces=first.definition).replaces == first.definition


# --- back ---


def test_a_rollback_is_a_release_of_the_old_one_with_a_reason(studio: Studio) -> None:
    shipped = studio.running
    new = release(studio, studio.approved())
    running = town.start().case_id
    with pytest.raises(NoReason):
        orders.roll_back(studio.connection, "errand", shipped, MAX, replaces=new.definition, reason="")
    with pytest.raises(RunsAlready):
        orders.roll_back(studio.connection, "errand", new.definition, MAX, replaces=new.definition, reason="退回旧版")
    with pytest.raises(Overtaken):
        orders.roll_back(studio.connection, "errand", shipped, MAX, replaces=shipped, reason="退回旧版")
    back = orders.roll_back(studio.connection, "errand", shipped, MAX, replaces=new.definition, reason="新版有误")
    assert (back.kind, back.note, studio.running) == ("rollback", "新版有误", shipped)
    assert definition_of(studio, running) == new.definition
    assert definition_of(studio, town.start().case_id) == shipped
    assert logged(studio)[-1] == ("rolled_back", shipped)


def test_only_what_was_in_force_before_comes_back(studio: Studio) -> None:
    review = studio.approved()
    with pytest.raises(NeverReleased):
        orders.roll_back(studio.connection, "errand", review.definition, MAX, replaces=studio.running, reason="退回旧版")
