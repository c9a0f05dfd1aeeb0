"""Drawing, judging and releasing are three persons' work, whatever roles one of them holds."""

from __future__ import annotations

import pytest

from tests.webapp.releases.conftest import ALL_HATS, ANN, BEN, MAX, MAY, RITA, Studio, actor
from webapp.casework.access import NotAllowed
from webapp.casework.actors import JOB, SYSTEM, Actor
from webapp.releases import orders, reviews
from webapp.releases.refusals import JudgedBySame, OwnWork

BEGAN, EDITED, ASKED, JUDGED, NOBODY = 11, 12, 13, 14, 15


def release(studio: Studio, review_id: int, by: Actor) -> orders.Order:
    return orders.release(studio.connection, review_id, by, replaces=studio.running, note="")


@pytest.mark.parametrize("who", [BEGAN, EDITED, ASKED])
def test_who_had_a_hand_in_it_never_judges_it(studio: Studio, who: int) -> None:
    review = with_three_hands(studio)
    with pytest.raises(OwnWork):
        reviews.approve(studio.connection, review.id, ALL_HATS[who], seen=review.digest, compared=None)
    with pytest.raises(OwnWork):
        reviews.send_back(studio.connection, review.id, ALL_HATS[who], remarks="还需修改")


@pytest.mark.parametrize("who", [BEGAN, EDITED, ASKED])
def test_who_had_a_hand_in_it_never_releases_it(studio: Studio, who: int) -> None:
    review = with_three_hands(studio)
    reviews.approve(studio.connection, review.id, ALL_HATS[JUDGED], seen=review.digest, compared=None)
    with pytest.raises(OwnWork):
        release(studio, review.id, ALL_HATS[who])


def test_who_approved_it_never_releases_it_and_a_third_person_does(studio: Studio) -> None:
    review = with_three_hands(studio)
    reviews.approve(studio.connection, review.id, ALL_HATS[JUDGED], seen=review.digest, compared=None)
    with pytest.raises(JudgedBySame):
        release(studio, review.id, ALL_HATS[JUDGED])
    assert release(studio, review.id, ALL_HATS[NOBODY]).state == "released"


@pytest.mark.parametrize("roles", [(), ("modeller",), ("release_manager",), ("modeller", "release_manager"), ("auditor",)])
def test_only_reviewers_judge(studio: Studio, roles: tuple[str, ...]) -> None:
    review = studio.asked()
    stranger = actor(16, *roles)
    with pytest.raises(NotAllowed):
        reviews.approve(studio.connection, review.id, stranger, seen=review.digest, compared=None)


@pytest.mark.parametrize("roles", [(), ("modeller",), ("model_reviewer",), ("modeller", "model_reviewer"), ("auditor",)])
def test_only_release_managers_release_withdraw_and_roll_back(studio: Studio, roles: tuple[str, ...]) -> None:
    review = studio.approved()
    stranger = actor(16, *roles)
    with pytest.raises(NotAllowed):
        release(studio, review.id, stranger)
    with pytest.raises(NotAllowed):
        orders.withdraw(studio.connection, 1, stranger, reason="不发布了")
    with pytest.raises(NotAllowed):
        orders.roll_back(studio.connection, "errand", studio.running, stranger, replaces=None, reason="退回旧版")


@pytest.mark.parametrize("program", [SYSTEM, JOB, Actor(kind="party")])
def test_no_program_asks_judges_or_releases(studio: Studio, program: Actor) -> None:
    draft = studio.draft()
    with pytest.raises(NotAllowed):
        reviews.ask(studio.connection, draft.id, program, revision=draft.revision, note="")
    review = studio.approved(draft)
    with pytest.raises(NotAllowed):
        release(studio, review.id, program)


def test_who_drew_or_approved_the_old_version_does_not_bring_it_back(studio: Studio) -> None:
    review = studio.approved()
    release(studio, review.id, MAY)
    second = studio.approved(studio.draft("处置", "承办", by=BEN))
    release(studio, second.id, MAX)
    for who, refusal in ((ANN, OwnWork), (RITA, JudgedBySame)):
        with pytest.raises(refusal):
            orders.roll_back(
                studio.connection,
                "errand",
                review.definition,
                ALL_HATS[who.user_id or 0],
                replaces=studio.running,
                reason="退回旧版",
            )
    back = orders.roll_back(
        studio.connection,
        "errand",
        review.definition,
        ALL_HATS[BEN.user_id or 0],
        replaces=studio.running,
        reason="新版有误，退回旧版",
    )
    assert (back.kind, studio.running) == ("rollback", review.definition)


def with_three_hands(studio: Studio) -> reviews.Review:
    """Begun by one, edited by another, handed in by a third."""
    draft = studio.edit(studio.draft(), "回访", "回访诉求人", by=ALL_HATS[EDITED])
    return studio.asked(draft, by=ALL_HATS[ASKED])
