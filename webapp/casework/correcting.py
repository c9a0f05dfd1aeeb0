"""A case is corrected by hand. What then turns out to be about a unit leaves that unit, whatever process it is in: the diagram of
the loop dispatches anew, and any other open task goes where its diagram sends it now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands import AmendFile, Reroute
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.execute import Receipt, execute
from webapp.database import connections

ABOUT = "about_unit"


def correct(case_id: int, entries: Mapping[str, Any], reason: str, by: Actor, *, key: str) -> Receipt:
    """Change these entries of the file. The same key again changes nothing. Raises Rejection."""
    command = AmendFile(command_id=by.own(key), file=dict(entries), reason=reason)
    with connections.take() as connection, connection.transaction():
        receipt = execute(command, by, case_id=case_id, within=connection)
        if entries.get(ABOUT) and not receipt.is_repeated:
            execute(
                Reroute(command_id=SYSTEM.own(f"about:{by.own(key)}"), reason=reason), SYSTEM, case_id=case_id, within=connection
            )
    return receipt
