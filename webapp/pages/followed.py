"""The request whose number and query code this browser has shown, or which it has just filed. A grant for a while, kept in the
signed session."""

from __future__ import annotations

import hashlib
import secrets

from flask import session

from engine.now import now
from webapp.casework.requester_codes import FIRST
from webapp.models import Case, db

SECONDS = 3600
"""After an hour number and code are asked again: the telephone may be in other hands by then."""


def grant(case: Case, requester: int = FIRST) -> None:
    """Number and query code were right. `requester`: whose code it was."""
    session["followed"] = {"case": case.id, "requester": requester, "until": int(now().timestamp()) + SECONDS}


def followed() -> Case | None:
    """The request this browser may see as its requester."""
    given = session.get("followed")
    if not isinstance(given, dict) or given.get("until", 0) < now().timestamp():
        return None
    return db.session.get(Case, given.get("case"))


def followed_by() -> int:
    """Which requester of that request this is; the first is 1."""
    given = session.get("followed")
    return int(given.get("requester", FIRST)) if isinstance(given, dict) else FIRST


def begin_filing() -> None:
    """This browser has the form for a new request before it: what it uploads is for that."""
    session.setdefault("filing", secrets.token_hex(8))


def filer() -> str | None:
    """Label of the uploads for the request that this browser is about to file; None where the form was never opened."""
    token = session.get("filing")
    return f"filer:{token}" if isinstance(token, str) else None


def own_key(key: str) -> str:
    """The key of a form of this browser, as the office keeps it. Whoever reads the kept one, on a case or in a proof, cannot send
    it again as if the request were his."""
    begin_filing()
    return hashlib.sha256(f"{session['filing']}:{key}".encode()).hexdigest()[:48]


def has_filed(number: str) -> None:
    """This browser has just filed the request `number`, and is shown its query code."""
    session["filed"] = {"number": number, "until": int(now().timestamp()) + SECONDS}


def just_filed() -> str:
    """Number of the request whose query code this browser is shown; "" when there is none, or it was long ago."""
    given = session.get("filed")
    return str(given["number"]) if isinstance(given, dict) and given.get("until", 0) >= now().timestamp() else ""


def uploader(case: Case) -> str:
    """Label of the uploads of whoever follows this request; each of its requesters has his own."""
    number = followed_by()
    return f"party:{case.id}" if number == FIRST else f"party:{case.id}:{number}"
