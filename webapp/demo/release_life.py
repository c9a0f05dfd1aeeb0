"""What the people of the studio find in the demo city: a draft that waits for its review, and requests that came over from an old
system with a grid that no longer exists, so that they stopped at their first step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.now import at
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.data import load
from webapp.demo.playing import person
from webapp.importing.filing import file_request
from webapp.importing.requests import Request
from webapp.releases import reviews
from webapp.studio import drafts

SOURCE = "old-hotline"


def populate(until: datetime) -> None:
    """The draft of yesterday, the requests of this morning."""
    told = load("release_stories")
    with at(until - timedelta(hours=26)), connections.take() as connection:
        asked_for_review(connection, told["draft"])
    for number, stray in enumerate(told["stray"]):
        _take_over(stray, until - timedelta(hours=3, minutes=20 * number))


def asked_for_review(connection: Connection, told: Mapping[str, Any]) -> reviews.Review:
    """What the modeller changed in the running version of a process, sent to a colleague."""
    model = person("model")
    base = reviews.running(connection, told["process"])
    draft = drafts.start(connection, told["process"], model.user_id or 0, title=told["title"], base=base)
    files = dict(draft.files)
    for path, old, new in told["swaps"]:
        files[path] = files[path].replace(old, new, 1)
    revision = drafts.replace_all(connection, draft.id, files, draft.revision, model.user_id or 0)
    return reviews.ask(connection, draft.id, model, revision=revision, note=told["note"])


def _take_over(told: Mapping[str, Any], received_at: datetime) -> None:
    request = Request(
        source=SOURCE, external_id=told["external_id"], received_at=received_at, title=told["title"], place=told["place"],
        channel="hotline", kind="help", urgency=told["urgency"], category=told["category"], statement=told["statement"],
    )  # fmt: skip
    with connections.take() as connection, connection.transaction():
        file_request(request, connection=connection)
