"""A step or a field got another name in an editor: where else it is spoken of, and putting the new name there as well."""

from __future__ import annotations

import orjson
from flask import abort, request
from flask.typing import ResponseReturnValue

from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.studio.blueprint import draft_or_404, may_edit, pages
from webapp.studio import drafts
from webapp.studio.renaming import Rename, renamed, users_of


@pages.post("/drafts/<int:draft>/renaming")
def rename_everywhere(draft: int) -> ResponseReturnValue:
    """{"places": path -> number} of the saved draft for {"before", "after", "form": null for a step}. With "do": true the name is
    written there, and a version kept. Errors: 400, 403, those of drafts.replace_all."""
    found = draft_or_404(draft)
    body = orjson.loads(request.get_data(cache=False) or b"{}")
    before, after, form = (body.get(name) for name in ("before", "after", "form"))
    if not isinstance(before, str) or not isinstance(after, str) or not after.isidentifier():
        abort(400)
    files, places = dict(found.files), dict[str, int]()
    wishes = [Rename(before, after)]
    if isinstance(form, str):
        steps = users_of(files, form)
        wishes = [Rename(step, after, before, form if at == 0 else None) for at, step in enumerate(steps or [""])]
    for wish in wishes:
        changed, counts = renamed(files, wish)
        files.update(changed)
        places.update({path: places.get(path, 0) + count for path, count in counts.items()})
    if body.get("do") is True and places:
        if not may_edit(found):
            abort(403)
        with connections.take() as connection:
            drafts.replace_all(connection, draft, files, found.revision, me().id)
    return {"places": places}
