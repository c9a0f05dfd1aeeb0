"""GET /healthz for load balancers and operators."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from engine.now import now
from webapp.models import db

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 {"status": "ok", "database": true, "version": ..., "at": ...}, or 503 when the database does not answer."""
    try:
        db.session.execute(text("SELECT 1"))
        reachable = True
    except SQLAlchemyError:
        reachable = False
    answer = {
        "status": "ok" if reachable else "failing",
        "database": reachable,
        "version": version("bihuan"),
        "at": now().isoformat(),
    }
    return jsonify(answer), 200 if reachable else 503
