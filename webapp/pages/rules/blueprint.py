"""The address of the rules, who sees them and who enters new ones."""

from __future__ import annotations

from flask import Blueprint, abort
from flask_login import login_required

from webapp.casework.reading import sees
from webapp.organisation.rights import rules_all
from webapp.pages.people import me
from webapp.pages.running import running

pages = Blueprint("rules", __name__, url_prefix="/rules")


@pages.before_request
@login_required
def only_those_who_have_them() -> None:
    """For others they do not exist."""
    if not sees(me().actor, "rules"):
        abort(404)


def may_decide() -> bool:
    """Limits and counts: who releases versions, in his own seat."""
    return "release_manager" in {role for role, _ in me().actor.own_positions}


def may_keep_calendar() -> bool:
    """The administrator of the whole organisation, too: it is the office's calendar."""
    return may_decide() or rules_all(me().actor, running().directory)
