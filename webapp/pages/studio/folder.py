"""The files of a draft as JSON, for the editors in the browser."""

from __future__ import annotations

import re

from flask import Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from webapp.database import connections
from webapp.pages.names import person_name
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, may_edit, pages, require
from webapp.pages.texts import moment
from webapp.studio import drafts
from webapp.studio.drafts import DraftChanged, DraftNotOpen, NoSuchDraft
from webapp.studio.paths import NotInFolder, NotText, TooMuch


@pages.get("/drafts/<int:draft>/files")
def list_files(draft: int) -> ResponseReturnValue:
    """{"revision", "status", "editable", "files": {path: revision that changed it last}}."""
    found = draft_or_404(draft)
    return jsonify(
        revision=found.revision,
        status=found.status,
        editable=may_edit(found),
        files={path: found.touched.get(path, 1) for path in sorted(found.files)},
    )


@pages.get("/drafts/<int:draft>/files/<path:path>")
def read_file(draft: int, path: str) -> ResponseReturnValue:
    """The text of one file; the revision of the draft in ETag."""
    found = draft_or_404(draft)
    if path not in found.files:
        abort(404)
    answer = Response(found.files[path], mimetype="text/plain")
    answer.set_etag(str(found.revision))
    return answer


@pages.put("/drafts/<int:draft>/files/<path:path>")
def write_file(draft: int, path: str) -> ResponseReturnValue:
    """Keep it. The body is the text, If-Match the revision that was read. {"revision", "saved"}; 409 {"status", "message"} when
    nothing may change; 412 {"revision", "text", "by", "at"} when somebody saved it meanwhile; 422 {"message"}."""
    require("edit")
    try:
        text = request.get_data(cache=False).decode()
    except UnicodeDecodeError:
        abort(400)
    return _kept(draft, path, text)


@pages.delete("/drafts/<int:draft>/files/<path:path>")
def delete_file(draft: int, path: str) -> ResponseReturnValue:
    """Take it out; otherwise as writing."""
    require("edit")
    return _kept(draft, path, None)


def _kept(draft: int, path: str, text: str | None) -> ResponseReturnValue:
    revision = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', request.headers.get("If-Match", ""))
    if revision is None:
        abort(400)
    try:
        with connections.take() as connection:
            if text is None:
                new = drafts.remove(connection, draft, path, int(revision[1]), me().id)
            else:
                new = drafts.save(connection, draft, path, text, int(revision[1]), me().id)
            saved = drafts.load(connection, draft)
    except NoSuchDraft:
        abort(404)
    except DraftChanged as changed:
        facts = changed.facts
        return jsonify(
            revision=facts["revision"],
            text=facts["text"],
            by=person_name(int(str(facts["by"]))),
            at=moment(facts["at"]),  # type: ignore[arg-type]
        ), 412
    except DraftNotOpen as closed:
        return jsonify(status=closed.facts["status"], message=refusal_text(closed)), 409
    except (NotInFolder, NotText, TooMuch) as refused:
        return jsonify(message=refusal_text(refused)), 422
    return jsonify(revision=new, saved=moment(saved.changed_at))
