"""The scenarios of a draft as a file: its own, or those of its process, to be changed with the process and brought back."""

from __future__ import annotations

from flask import Response, abort
from flask.typing import ResponseReturnValue

from webapp.database import connections
from webapp.pages.studio.blueprint import draft_or_404
from webapp.pages.studio.trial.blueprint import pages
from webapp.studio.paths import SCENARIOS
from webapp.trials import scenarios


@pages.get("/scenarios.yaml")
def stories(draft: int) -> ResponseReturnValue:
    found = draft_or_404(draft)
    with connections.take() as connection:
        text = found.files.get(SCENARIOS) or scenarios.of_process(connection, found.process) or abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{SCENARIOS}"', "Cache-Control": "no-store"}
    return Response(text, mimetype="application/yaml", headers=headers)
