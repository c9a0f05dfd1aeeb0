"""Who is looking at the page: the signed-in user with positions, for Flask-Login and for templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_login import LoginManager, UserMixin, current_user

from engine.now import now
from webapp.casework.actors import Actor
from webapp.casework.standing import Seat, Standing, standing_of
from webapp.database import connections
from webapp.models import User

manager = LoginManager()
manager.login_view = "session.sign_in"
manager.session_protection = "strong"

ACCOUNT = 'SELECT id, login, name, name_en, locale, session_number FROM "user" WHERE id = %s AND active'


@dataclass(frozen=True, kw_only=True)
class SignedIn(UserMixin):
    """A staff member with what he is at this moment. `session_number`: of the account when this session began."""

    id: int
    login: str
    name: str
    name_en: str | None
    locale: str
    standing: Standing
    session_number: int

    def get_id(self) -> str:
        """What the cookie holds; signing out raises the number, so that the cookie and its copies open nothing any more."""
        return f"{self.id}.{self.session_number}"

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Own seats first, then those of absent colleagues."""
        return self.standing.seats

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(seat.role for seat in self.seats)

    @cached_property
    def actor(self) -> Actor:
        """As the one door for change knows this person."""
        return self.standing.actor("user", self.id)

    def holds(self, *roles: str) -> bool:
        """Whether one of the seats has one of these roles."""
        return not self.roles.isdisjoint(roles)


@manager.user_loader
def load(session_id: str) -> SignedIn | None:
    """The person of a session that has not ended."""
    user_id, _, number = session_id.partition(".")
    with connections.take() as connection:
        account: Any = connection.execute(ACCOUNT, (int(user_id),)).fetchone()
    return _person(*account) if account and str(account[-1]) == number else None


def signed_in(user: User) -> SignedIn:
    """The account as pages know it."""
    return _person(user.id, user.login, user.name, user.name_en, user.locale, user.session_number)


def _person(id: int, login: str, name: str, name_en: str | None, locale: str, session_number: int) -> SignedIn:
    return SignedIn(
        id=id, login=login, name=name, name_en=name_en, locale=locale, standing=standing_of(id, now()),
        session_number=session_number,
    )  # fmt: skip


def me() -> SignedIn:
    """The signed-in user of this request; use it only behind `login_required`."""
    person: SignedIn = current_user._get_current_object()
    return person
