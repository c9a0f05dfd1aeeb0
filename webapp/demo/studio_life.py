"""What the modeller of the demo city is working on: an open draft, with what two colleagues say about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.now import at
from webapp.database import connections
from webapp.demo.data import load
from webapp.demo.playing import person
from webapp.releases import reviews
from webapp.studio import comments, drafts, versions
from webapp.studio.paths import DIAGRAM


def populate(until: datetime) -> None:
    """Begun this morning, commented on since."""
    told = load("studio_stories")
    story, model = told["draft"], person("model").user_id or 0
    with connections.take() as connection:
        with at(until - timedelta(hours=7)):
            base = reviews.running(connection, story["process"])
            draft = drafts.start(connection, story["process"], model, title=story["title"], base=base)
            versions.name(connection, draft.id, story["named"])
        files = dict(draft.files)
        for path, old, new in story["swaps"]:
            files[path] = files[path].replace(old, new, 1)
        with at(until - timedelta(hours=6)):
            drafts.replace_all(connection, draft.id, files, draft.revision, model)
        for remark in told["comments"]:
            with at(until - timedelta(hours=remark["hours"])):
                by = person(remark["by"]).user_id or 0
                comments.say(connection, draft.id, DIAGRAM, remark["element"], remark["text"], by)
