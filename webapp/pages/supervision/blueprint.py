"""The blueprint that the pages of supervision share."""

from __future__ import annotations

from flask import Blueprint, abort

from webapp.casework.reading import sees, units_seen
from webapp.pages.people import me
from webapp.pages.running import running

pages = Blueprint("supervision", __name__)

REASONS = ("overdue", "unsatisfied", "instruction", "media", "mass_repeat", "refusal", "manual")


def paths_seen() -> tuple[str, ...]:
    """The subtrees of units whose supervision this person has; 403 for those who have none."""
    if not sees(me().actor, "supervision"):
        abort(403)
    return tuple(running().directory.path(unit) for unit in units_seen(me().actor, "supervision"))
