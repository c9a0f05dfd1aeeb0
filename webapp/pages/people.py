"""Who is looking at the page: the signed-in user with positions, for Flask-Login and for templates."""

from __future__ import annotations

from dataclasses import dataclass

from flask_login import LoginManager, UserMixin, current_user

from engine.now import now
from webapp.casework.actors import Actor
from webapp.casework.standing import Seat, Standing, standing_of
from webapp.models import User, db

manager = LoginManager()
manager.login_view = "session.sign_in"
manager.session_protection = "strong"


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

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(seat.role for seat in self.seats)

    @property
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
    user = db.session.get(User, int(user_id))
    if user is None or not user.active or str(user.session_number) != number:
        return None
    return signed_in(user)


def signed_in(user: User) -> SignedIn:
    """The account as pages know it."""
    return SignedIn(
        id=user.id, login=user.login, name=user.name, name_en=user.name_en, locale=user.locale,
        standing=standing_of(user.id, now()), session_number=user.session_number,
    )  # fmt: skip


def me() -> SignedIn:
    """The signed-in user of this request; use it only behind `login_required`."""
    person: SignedIn = current_user._get_current_object()
    return person
