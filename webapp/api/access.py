"""Who calls: a program with a token that acts for one user."""

from __future__ import annotations

import hashlib

from flask import g, request
from sqlalchemy import select
from werkzeug.exceptions import Unauthorized

from engine.now import now
from webapp.casework.actors import Actor
from webapp.casework.standing import standing_of
from webapp.models import ApiToken, User, db


def caller() -> Actor:
    """The user behind the bearer token of this request. Raises Unauthorized."""
    if "caller" not in g:
        g.caller = _find(request.headers.get("Authorization", ""))
    actor: Actor = g.caller
    return actor


def demand_token() -> None:
    """Before every request of a blueprint."""
    caller()


def _find(header: str) -> Actor:
    scheme, _, token = header.partition(" ")
    digest = hashlib.sha256(token.strip().encode()).digest()
    user = None
    if scheme.lower() == "bearer" and token:
        query = select(User).join(ApiToken, ApiToken.user_id == User.id)
        user = db.session.scalar(query.where(ApiToken.token_hash == digest, ApiToken.revoked_at.is_(None), User.active))
    if user is None:
        raise Unauthorized("Send a valid token: Authorization: Bearer ...")
    return standing_of(user.id, now()).actor("api", user.id)
