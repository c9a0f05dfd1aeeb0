"""How much mining takes: logs and diagrams are larger than forms. A log goes to the disk while it arrives, not into memory."""

from __future__ import annotations

from flask import Flask, request

from webapp.foreignlogs.bounds import MOST_BYTES
from webapp.pages.mining.conformance import MOST_DIAGRAM_BYTES

BESIDES_BYTES = 100_000
TAKES = {
    "mining.upload_log": MOST_BYTES + BESIDES_BYTES,
    "mining.upload_diagram": MOST_DIAGRAM_BYTES + BESIDES_BYTES,
}
"""Endpoint -> bytes."""


def allow(app: Flask) -> None:
    """Must come before whatever reads the form."""

    @app.before_request
    def raise_limit() -> None:
        if request.endpoint in TAKES:
            request.max_content_length = TAKES[request.endpoint]
