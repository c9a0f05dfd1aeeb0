"""The program of the grid's page for a phone without a network: a service worker that serves the pages under /grid from what it
kept, and the empty page it keeps. Neither holds anything of anybody."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.pages.grid import pages
from webapp.pages.grid_places import tiles
from webapp.pages.rendering import asset, asset_files

SCOPE = "/grid"


@pages.get("/offline")
def offline() -> ResponseReturnValue:
    """The report form without a person: the phone fills in grids and drafts from its own memory."""
    page = render_template("grid/report.html", offline=True, grids=[], tiles=tiles(), origins=(), command_id="")
    return Response(page, headers={"Cache-Control": "no-cache", "Vary": "Cookie"})


@pages.get("/worker.js")
def worker() -> ResponseReturnValue:
    """The built script, told what to keep. Its text changes whenever one of these files does, and browsers notice."""
    built = Path(current_app.static_folder or "") / asset("grid-worker").partition("/static/")[2].partition("?")[0]
    if not built.is_file():
        return Response("", 404)
    kept = [url_for(".offline"), *asset_files("app"), *asset_files("grid"), url_for("static", filename="dist/icon.svg")]
    script = f"self.KEPT = {json.dumps(kept)};\n{built.read_text(encoding='utf-8')}"
    return Response(
        script, content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": SCOPE, "Cache-Control": "no-cache"},
    )  # fmt: skip
