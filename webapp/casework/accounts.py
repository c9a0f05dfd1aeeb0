"""Signing in: who may, and how often one may guess. Signing out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from webapp.models import User, db
from webapp.passwords import matches

GUESSES = 5
"""Wrong passwords in a row before an account rests."""
REST = timedelta(minutes=15)


class SignInRefused(Exception):
    """Wrong name or password, or the account is switched off or resting. The same for all, and the password is always
    checked: who guesses learns nothing about which logins exist."""

    code = "sign_in_refused"


def sign_in(login: str, password: str, *, at: datetime) -> User:
    """The user behind login and password. Counts wrong guesses and commits the count; raises SignInRefused."""
    user = db.session.scalar(select(User).where(User.login == login.strip()).with_for_update())
    right = matches(user.password_hash if user else None, password)
    if user is None or not user.active or (user.locked_until and user.locked_until > at):
        db.session.rollback()
        raise SignInRefused
    if not right:
        user.failed_sign_ins += 1
        if user.failed_sign_ins >= GUESSES:
            user.failed_sign_ins, user.locked_until = 0, at + REST
        db.session.commit()
        raise SignInRefused
    user.failed_sign_ins, user.locked_until = 0, None
    db.session.commit()
    return user


def sign_out(user_id: int) -> None:
    """End every session of the account, on all devices: a cookie is signed, not kept, so a copy of it would go on otherwise."""
    db.session.execute(update(User).where(User.id == user_id).values(session_number=User.session_number + 1))
    db.session.commit()
