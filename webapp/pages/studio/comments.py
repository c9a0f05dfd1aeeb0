"""Remarks on a draft, for the editors in the browser."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from webapp.database import connections
from webapp.pages.names import person_name
from webapp.pages.people import me
from webapp.pages.studio.blueprint import draft_or_404, pages, require
from webapp.pages.texts import moment, t
from webapp.studio import comments
from webapp.studio.comments import LONGEST, Comment
from webapp.studio.rights import may


@pages.get("/drafts/<int:draft>/comments")
def list_comments(draft: int) -> ResponseReturnValue:
    """{"comments": [{id, path, element, text, by, at, settled: words or ""}], "may_comment"}; oldest first."""
    draft_or_404(draft)
    return _all(draft)


@pages.post("/drafts/<int:draft>/comments")
def comment(draft: int) -> ResponseReturnValue:
    """Say something: fields path, element ("": about the whole), text."""
    require("comment")
    found = draft_or_404(draft)
    path, element, said = (request.form.get(name, "").strip() for name in ("path", "element", "text"))
    if path not in found.files or not said or len(said) > LONGEST or len(element) > 200:
        abort(400)
    with connections.take() as connection:
        comments.say(connection, draft, path, element or None, said, me().id)
    return _all(draft)


@pages.post("/drafts/<int:draft>/comments/<int:comment>")
def settle(draft: int, comment: int) -> ResponseReturnValue:
    """Field settled: "1" it is done with, "" it is open again."""
    require("comment")
    draft_or_404(draft)
    with connections.take() as connection:
        comments.settle(connection, draft, comment, me().id, settled=bool(request.form.get("settled")))
    return _all(draft)


def _all(draft: int) -> dict[str, Any]:
    with connections.take() as connection:
        found = comments.of(connection, draft)
    return {"comments": [_shown(one) for one in found], "may_comment": may(me().actor, "comment")}


def _shown(one: Comment) -> dict[str, Any]:
    settled = t("studio-settled-by", person=person_name(one.settled_by)) if one.settled_by is not None else ""
    return {
        "id": one.id, "path": one.path, "element": one.element, "text": one.text, "by": person_name(one.said_by),
        "at": moment(one.said_at), "settled": settled,
    }  # fmt: skip
