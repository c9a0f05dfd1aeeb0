"""The blueprint of the studio's own pages; every tab of a draft has another, guarded by the same `guard`."""

from __future__ import annotations

from flask import Blueprint, abort
from flask_login import login_required

from webapp.casework.reading import sees
from webapp.database import connections
from webapp.pages.people import me
from webapp.studio import drafts
from webapp.studio.drafts import Draft, NoSuchDraft
from webapp.studio.rights import may

pages = Blueprint("studio", __name__, url_prefix="/studio")


@login_required
def guard() -> None:
    """`before_request` of everything below /studio."""
    if not sees(me().actor, "studio"):
        abort(403)


pages.before_request(guard)


def draft_or_404(draft: int) -> Draft:
    """The draft of an address."""
    try:
        with connections.take() as connection:
            return drafts.load(connection, draft)
    except NoSuchDraft:
        abort(404)


def require(act: str) -> None:
    """403 without the right; see webapp.studio.rights."""
    if not may(me().actor, act):
        abort(403)


def may_edit(draft: Draft) -> bool:
    """Whether this person may change this draft now."""
    return draft.is_open and may(me().actor, "edit")
