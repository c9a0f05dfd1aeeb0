"""What waits for whom on the first page of the studio, beside drafts to judge and to release (test_history)."""

from __future__ import annotations

from datetime import timedelta

from engine.now import now
from tests.webapp.releases.conftest import ANN, BEN, MAY, RITA, ROY, Studio
from tests.webapp.tables.test_register import saying
from webapp.casework.actors import Actor
from webapp.releases import orders, reviews, waiting
from webapp.studio import drafts
from webapp.tables import register


def told(studio: Studio, by: Actor) -> list[tuple[str, str]]:
    return [(one.what, one.title) for one in waiting.waiting_for(studio.connection, by)]


def test_a_proposed_table_waits_for_reviewers_who_had_no_hand_in_it(studio: Studio) -> None:
    draft = studio.draft(by=BEN)
    one = register.propose(
        studio.connection, "complaint", "sla", saying("3wd"), effective_from=register.today(), basis="x", by=11, draft=draft.id
    )
    assert told(studio, RITA) == told(studio, ROY) == [("table", "sla")]
    assert [told(studio, by) for by in (ANN, BEN, MAY)] == [[], [], []]
    studio.connection.execute(
        """INSERT INTO studio_version (draft, revision, files, saved_by, begun_at, saved_at)
           VALUES (%s, 99, '{}', 13, now(), now())""",
        (draft.id,),
    )
    assert told(studio, RITA) == [], "she worked on the draft it comes from"
    register.refuse(studio.connection, one.id, by=14, why="依据不足")
    assert told(studio, ROY) == []


def test_a_draft_that_was_sent_back_waits_for_whoever_asked_until_it_is_asked_for_again(studio: Studio) -> None:
    review = studio.asked()
    reviews.send_back(studio.connection, review.id, RITA, remarks="请改名称")
    assert [told(studio, by) for by in (ANN, BEN, RITA)] == [[("sent_back", "改")], [], []]
    studio.asked(drafts.load(studio.connection, review.draft))
    assert told(studio, ANN) == []


def test_releases_that_are_scheduled_withdrawn_and_overtaken_are_logged(studio: Studio) -> None:
    first = studio.approved()
    moment = now() + timedelta(days=1)
    order = orders.release(studio.connection, first.id, MAY, replaces=studio.running, note="节后", at=moment)
    orders.withdraw(studio.connection, order.id, MAY, reason="再等等看")
    rows = studio.connection.execute(
        "SELECT kind, about->>'reason', about->>'effective_at' FROM audit_event WHERE kind LIKE 'release%' ORDER BY seq"
    ).fetchall()
    assert rows == [("release_scheduled", "节后", moment.isoformat()), ("release_withdrawn", "再等等看", moment.isoformat())]
