"""People of the studio in the small town, and drafts of its errand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from engine.now import Traveller
from tests.support import town
from webapp.casework.actors import Actor
from webapp.database.connections import Connection
from webapp.releases import orders, reviews
from webapp.releases.reviews import Review
from webapp.studio import drafts
from webapp.studio.drafts import Draft

ROLES = ("modeller", "model_reviewer", "release_manager")


def actor(user: int, *roles: str) -> Actor:
    return Actor(kind="user", user_id=user, positions=frozenset((role, "city") for role in roles))


ANN, BEN = actor(11, "modeller"), actor(12, "modeller")
RITA, ROY = actor(13, "model_reviewer"), actor(14, "model_reviewer")
MAY, MAX = actor(15, "release_manager"), actor(16, "release_manager")
ALL_HATS = {user: actor(user, *ROLES) for user in range(11, 17)}
"""The same people, each in all three roles: what keeps them apart then is only who did what."""


@dataclass
class Studio:
    """What tests do again and again."""

    connection: Connection

    def draft(self, old: str = "办理", new: str = "处置", by: Actor = ANN) -> Draft:
        """A draft of the running errand in which somebody exchanged some words."""
        base = reviews.running(self.connection, "errand")
        draft = drafts.start(self.connection, "errand", by.user_id or 0, title="改", base=base)
        return self.edit(draft, old, new, by)

    def edit(self, draft: Draft, old: str, new: str, by: Actor = ANN, path: str = "process.bpmn") -> Draft:
        text = draft.files[path].replace(old, new)
        assert text != draft.files[path]
        drafts.save(self.connection, draft.id, path, text, draft.revision, by.user_id or 0)
        return drafts.load(self.connection, draft.id)

    def asked(self, draft: Draft | None = None, by: Actor = ANN) -> Review:
        draft = draft or self.draft()
        return reviews.ask(self.connection, draft.id, by, revision=draft.revision, note="请审核")

    def approved(self, draft: Draft | None = None, by: Actor = RITA) -> Review:
        review = self.asked(draft)
        running = reviews.running(self.connection, review.process)
        return reviews.approve(self.connection, review.id, by, seen=review.digest, compared=running)

    @property
    def running(self) -> str:
        return reviews.running(self.connection, "errand") or ""


def definition_of(studio: Studio, case_id: int) -> str:
    """The version a case runs on."""
    row = studio.connection.execute('SELECT definition FROM "case" WHERE id = %s', (case_id,)).fetchone()
    assert row is not None
    return str(row[0])


def release(studio: Studio, review: reviews.Review, by: Any = MAY, **more: Any) -> orders.Order:
    """Of what runs now, unless somebody says otherwise."""
    return orders.release(studio.connection, review.id, by, **{"replaces": studio.running, "note": "改名", **more})


@pytest.fixture
def studio(connection: Connection, clock: Traveller) -> Studio:
    town.build(connection)
    for user in range(11, 17):
        connection.execute(
            """INSERT INTO "user" (id, login, name, password_hash, locale, active, failed_sign_ins)
               VALUES (%s, %s, %s, '', 'en', true, 0)""",
            (user, f"user{user}", f"User {user}"),
        )
    return Studio(connection)
