"""GET /healthz for load balancers and operators."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.metadata import version

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from engine.now import now
from webapp.models import db

pages = Blueprint("health", __name__)

STILL_ALIVE = timedelta(seconds=60)
"""A worker that has not been seen for so long is not counted; workers write a sign of life every ten seconds."""


@pages.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200, or 503 when the database does not answer:

        {"status": "ok" | "no worker" | "failing", "database": true, "worker": {"alive": true, "seen_at": ...}, "version": ...,
         "at": ...}

    Without a worker pages work, but no timer fires and no job runs: "no worker", still with 200."""
    try:
        seen_at: datetime | None = db.session.scalar(text("SELECT max(last_heartbeat) FROM procrastinate_workers"))
        reachable = True
    except SQLAlchemyError:
        seen_at, reachable = None, False
    alive = seen_at is not None and now() - seen_at < STILL_ALIVE
    answer = {
        "status": "failing" if not reachable else "ok" if alive else "no worker",
        "database": reachable,
        "worker": {"alive": alive, "seen_at": seen_at.isoformat() if seen_at else None},
        "version": version("bihuan"),
        "at": now().isoformat(),
    }
    return jsonify(answer), 200 if reachable else 503
