"""How much the studio takes: diagrams and folders are larger than forms."""

from __future__ import annotations

from flask import Flask, request

from webapp.studio.paths import LARGEST_FILE, LARGEST_FOLDER

TAKES = {
    "studio.write_file": 4 * LARGEST_FILE,
    "studio_findings.of_unsaved": 4 * LARGEST_FILE,
    "studio_findings.outline": 4 * LARGEST_FILE,
    "studio.bring": 2 * LARGEST_FOLDER,
    "studio.begin_with_files": 2 * LARGEST_FOLDER,
}
"""Endpoint -> bytes."""


def allow(app: Flask) -> None:
    """Must come before whatever reads the form."""

    @app.before_request
    def raise_limit() -> None:
        if request.endpoint in TAKES:
            request.max_content_length = TAKES[request.endpoint]
