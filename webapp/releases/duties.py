"""Who may do what to which content. Roles stand in webapp.studio.rights; here stands that one person does not do two of them:
who drew it does not judge it, and who drew or judged it does not release it."""

from __future__ import annotations

from collections.abc import Collection

from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.releases.refusals import JudgedBySame, OwnWork
from webapp.studio.rights import may


def user(by: Actor) -> int:
    """The account. Errors: NotAllowed: programs neither judge nor release."""
    if not by.is_person or by.user_id is None:
        raise NotAllowed(actor=by.label)
    return by.user_id


def require_asking(by: Actor) -> int:
    """Errors: NotAllowed."""
    return _holding(by, "ask_review")


def require_judging(by: Actor, *, editors: Collection[int]) -> int:
    """Errors: NotAllowed, OwnWork."""
    judge = _holding(by, "review")
    if judge in editors:
        raise OwnWork
    return judge


def require_releasing(by: Actor, *, editors: Collection[int], judge: int | None) -> int:
    """`judge`: who approved it. Errors: NotAllowed, OwnWork, JudgedBySame."""
    releaser = _holding(by, "release")
    if releaser in editors:
        raise OwnWork
    if releaser == judge:
        raise JudgedBySame
    return releaser


def require_withdrawing(by: Actor) -> int:
    """Stopping a release is never held up by who approved it. Errors: NotAllowed."""
    return _holding(by, "release")


def _holding(by: Actor, act: str) -> int:
    person = user(by)
    if not may(by, act):
        raise NotAllowed(actor=by.label, act=act)
    return person
