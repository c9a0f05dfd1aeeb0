"""Signing in: who may, and how often one may guess. Signing out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from webapp.audit.log import record_in_session
from webapp.models import User, db
from webapp.passwords import matches

GUESSES = 5
"""Wrong passwords in a row before an account rests."""
REST = timedelta(minutes=15)


class SignInRefused(Exception):
    """Wrong name or password, or the account is switched off or resting. The same for all, and the password is always
    checked: who guesses learns nothing about which logins exist."""

    code = "sign_in_refused"


def sign_in(login: str, password: str, *, at: datetime, whence: str | None = None) -> User:
    """The user behind login and password. Counts wrong guesses, and writes down in the log who came or was refused; commits both.
    `whence`: a name for the address the request came from that tells it from others and no more. Raises SignInRefused."""
    user = db.session.scalar(select(User).where(User.login == login.strip()).with_for_update())
    right = matches(user.password_hash if user else None, password)
    if user is None or not user.active or (user.locked_until and user.locked_until > at):
        db.session.rollback()
        _refused(user, "unknown" if user is None else "switched_off" if not user.active else "resting", whence)
        raise SignInRefused
    if not right:
        user.failed_sign_ins += 1
        if user.failed_sign_ins >= GUESSES:
            user.failed_sign_ins, user.locked_until = 0, at + REST
        _refused(user, "password", whence)
        raise SignInRefused
    user.failed_sign_ins, user.locked_until = 0, None
    record_in_session("signed_in", f"user:{user.id}", {"user": user.id, "whence": whence})
    db.session.commit()
    return user


def sign_out(user_id: int) -> None:
    """End every session of the account, on all devices: a cookie is signed, not kept, so a copy of it would go on otherwise."""
    db.session.execute(update(User).where(User.id == user_id).values(session_number=User.session_number + 1))
    record_in_session("signed_out", f"user:{user_id}", {"user": user_id})
    db.session.commit()


def _refused(user: User | None, why: str, whence: str | None) -> None:
    """What was typed as a name is not kept: it may be a password."""
    record_in_session("sign_in_refused", "party", {"user": user.id if user else None, "why": why, "whence": whence})
    db.session.commit()
