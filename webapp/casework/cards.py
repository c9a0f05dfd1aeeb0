"""Yellow and red cards that a supervisor gives by hand, and takes back; both with a reason, and both stay in the history of the
case. They count like those that the clocks give (projections/cards.py)."""

from __future__ import annotations

from typing import Any

from engine.commands import AddNote
from engine.errors import Rejection
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.casework.notes import sealed
from webapp.casework.together import together
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.models import Case
from webapp.notices import Seat, tell

COLOURS = ("yellow", "red")
TOLD = ("unit_leader", "unit_clerk")
STANDING = """
    SELECT colour, unit, at FROM card c WHERE case_id = %s AND seq = %s AND reverses IS NULL
        AND NOT EXISTS (SELECT FROM card l WHERE l.case_id = c.case_id AND l.reverses = c.seq)
"""


class NoSuchCard(Rejection):
    """There is no such card, or it was taken back already."""


def give(case: Case, colour: str, unit: str, words: str, by: Actor, *, key: str) -> Receipt:
    """A card for the unit. The same key again gives none. Raises NoReason, NotAllowed."""
    if colour not in COLOURS:
        raise ValueError(colour)
    return _note(case, {"card": colour, "unit": unit}, words, by, command_id=by.own(key))


def take_back(case: Case, seq: int, words: str, by: Actor) -> Receipt:
    """The card given by event `seq` counts no more. Raises NoSuchCard, NoReason, NotAllowed."""
    with connections.take() as connection:
        row: Any = connection.execute(STANDING, (case.id, seq)).fetchone()
    if row is None:
        raise NoSuchCard(case=case.number)
    colour, unit, at = row
    command_id = f"card:{case.id}:{seq}:back"  # the same whoever does it: two at once take it back once
    return _note(
        case, {"card": colour, "unit": unit, "reverses": seq, "given_at": at.isoformat()}, words, by, command_id=command_id
    )


def _note(case: Case, card: dict[str, Any], words: str, by: Actor, *, command_id: str) -> Receipt:
    def write(connection: Connection) -> Receipt:
        command = AddNote(command_id=command_id, note={**card, "words": sealed(connection, words, case.file)})
        receipt = execute(command, by, case_id=case.id, within=connection)
        _tell(connection, case.id, card, by, receipt)
        return receipt

    return together(write)


def _tell(connection: Connection, case_id: int, card: dict[str, Any], by: Actor, receipt: Receipt) -> None:
    template = "card_taken_back" if "reverses" in card else f"card_{card['card']}"
    seats = [Seat(card["unit"], role) for role in TOLD]
    key = f"card:{case_id}:{receipt.version}"
    tell(connection, "case", key=key, seats=seats, case_id=case_id, facts={"template": template}, but=[by.user_id or 0])
