"""The address of the auditor's room, and who has it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, current_app
from flask_login import login_required

from webapp.casework.reading import sees
from webapp.pages.people import me

pages = Blueprint("audit", __name__, url_prefix="/audit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A part of the auditor's work. `name`: of its words, audit-room-...; `icon`: of the sprite."""

    name: str
    endpoint: str
    icon: str


ROOMS = (
    Room(name="log", endpoint="audit.show_log", icon="file"),
    Room(name="persons", endpoint="audit.ask_person", icon="eye"),
    Room(name="mining", endpoint="mining.show", icon="chart"),
    Room(name="exports", endpoint="mining.exports", icon="download"),
    Room(name="samples", endpoint="audit_samples.show", icon="check"),
    Room(name="findings", endpoint="audit_findings.show", icon="flag"),
    Room(name="retention", endpoint="audit_retention.show", icon="clearance"),
)
"""In the order of the page; a room without a page behind it is not offered."""


def rooms() -> list[Room]:
    return [room for room in ROOMS if room.endpoint in current_app.view_functions]


@pages.before_request
@login_required
def only_auditors() -> None:
    """Auditors and the data protection officer; for others it does not exist."""
    if not sees(me().actor, "audit"):
        abort(404)
