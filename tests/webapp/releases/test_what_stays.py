"""Reviews, orders and remarks are never rewritten and never deleted; only what is still going on goes on."""

from __future__ import annotations

import psycopg
import pytest

from tests.webapp.releases.conftest import ANN, BEN, MAX, MAY, Studio
from webapp.releases import orders, reviews
from webapp.studio import comments


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE model_review SET note = '别的'",
        "UPDATE model_review SET files = '{}'",
        "UPDATE model_review SET editors = '[]'",
        "UPDATE model_review SET state = 'approved'",
        "UPDATE model_review SET decided_by = 16",
        "DELETE FROM model_review",
        "UPDATE model_release SET ordered_by = 11",
        "UPDATE model_release SET state = 'scheduled'",
        "UPDATE model_release SET reason = '别的'",
        "DELETE FROM model_release",
        "UPDATE studio_comment SET text = '别的'",
        "UPDATE studio_comment SET said_by = 16",
        "DELETE FROM studio_comment",
    ],
)
def test_what_was_entered_and_decided_stays(studio: Studio, statement: str) -> None:
    review = studio.approved()
    comments.say(studio.connection, review.draft, "process.bpmn", None, "请核对", ANN.user_id or 0)
    orders.release(studio.connection, review.id, MAY, replaces=studio.running, note="")
    with pytest.raises(psycopg.errors.RestrictViolation):
        studio.connection.execute(statement)


def test_what_goes_on_goes_on(studio: Studio) -> None:
    first = studio.approved()
    reviews.take_back(studio.connection, first.draft, ANN)
    second = studio.approved(studio.draft("办理", "承办", by=BEN))
    orders.release(studio.connection, second.id, MAX, replaces=studio.running, note="")
    states = studio.connection.execute("SELECT state FROM model_review ORDER BY id").fetchall()
    assert states == [("withdrawn",), ("released",)]
