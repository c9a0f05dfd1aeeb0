"""Who calls: a program with a token that acts for one user."""

from __future__ import annotations

from datetime import timedelta

from flask import g, request
from sqlalchemy import select
from werkzeug.exceptions import Unauthorized

from engine.now import now
from webapp import vault
from webapp.audit import log
from webapp.casework import tokens
from webapp.casework.actors import Actor
from webapp.casework.standing import standing_of
from webapp.database import connections
from webapp.models import ApiToken, User, db

NOTED = """
    SELECT 1 FROM audit_event WHERE kind = 'read_by_program' AND actor = %(by)s AND about @> %(about)s::jsonb AND at > %(since)s
    LIMIT 1
"""
NOTED_AGAIN_AFTER = timedelta(hours=1)


def caller() -> Actor:
    """The user behind the bearer token of this request. Raises Unauthorized."""
    if "caller" not in g:
        g.caller = _find(request.headers.get("Authorization", ""))
    actor: Actor = g.caller
    return actor


def note_read(case_id: int, what: str) -> None:
    """Write down that a program read a case, and for what: once an hour for the same. `what`: case or events. The program says
    its purpose in the header X-Purpose; without one its token's name stands for it."""
    by, token = caller(), g.token
    about = {"case": case_id, "token": token.id, "what": what}
    purpose = vault.redact(request.headers.get("X-Purpose", "").strip())[:200] or token.name
    with connections.take() as connection:
        asked = {"by": by.label, "about": connections.json(about), "since": now() - NOTED_AGAIN_AFTER}
        if connection.execute(NOTED, asked).fetchone() is None:
            log.record(connection, "read_by_program", by.label, {**about, "name": token.name, "reason": purpose})


def demand_token() -> None:
    """Before every request of a blueprint."""
    caller()


def _find(header: str) -> Actor:
    scheme, _, token = header.partition(" ")
    found = None
    if scheme.lower() == "bearer" and token:
        query = select(User, ApiToken).join(ApiToken, ApiToken.user_id == User.id).where(tokens.in_force(now()), User.active)
        found = db.session.execute(query.where(ApiToken.token_hash == tokens.digest(token.strip()))).first()
    if found is None:
        raise Unauthorized("Send a valid token: Authorization: Bearer ...")
    user, g.token = found
    tokens.note_use(g.token.id, g.token.last_used_at)
    return standing_of(user.id, now()).actor("api", user.id)
