"""How much waits behind a door, beside its name: drafts and tables in the studio, cases that stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import g

from webapp.casework.reading import sees
from webapp.database import connections
from webapp.incidents import listing
from webapp.pages.people import me
from webapp.releases import waiting


def _waiting() -> int:
    with connections.take() as connection:
        return len(waiting.waiting_for(connection, me().actor))


COUNTED: Mapping[str, Callable[[], int]] = {"studio": _waiting, "incidents": lambda: listing.count(me().actor)}
"""Door -> what is counted for this person."""


def waits_behind(door: str) -> int:
    """Asked once in a request, and only for whoever has that door."""
    if door not in COUNTED or not sees(me().actor, door):
        return 0
    known: dict[str, int] = g.setdefault("waits_behind", {})
    if door not in known:
        known[door] = COUNTED[door]()
    return known[door]
