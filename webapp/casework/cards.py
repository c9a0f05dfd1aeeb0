"""Yellow and red cards that a supervisor gives by hand, and takes back; both with a reason, and both stay in the history of the
case. They count like those that the clocks give (projections/cards.py)."""

from __future__ import annotations

from typing import Any

import psycopg

from engine.commands import AddNote
from engine.errors import Rejection
from webapp import vault
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.casework.parties import party_of_case
from webapp.casework.reasons import given
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.models import Case
from webapp.notices import Seat, tell

COLOURS = ("yellow", "red")
TOLD = ("unit_leader", "unit_clerk")
LONGEST = 500
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
    return _note(case, {"card": colour, "unit": unit}, words, by, key=key)


def take_back(case: Case, seq: int, words: str, by: Actor, *, key: str) -> Receipt:
    """The card given by event `seq` counts no more. Raises NoSuchCard, NoReason, NotAllowed."""
    with connections.take() as connection:
        row: Any = connection.execute(STANDING, (case.id, seq)).fetchone()
    if row is None:
        raise NoSuchCard(case=case.number)
    colour, unit, at = row
    return _note(case, {"card": colour, "unit": unit, "reverses": seq, "given_at": at.isoformat()}, words, by, key=key)


def _note(case: Case, card: dict[str, Any], words: str, by: Actor, *, key: str) -> Receipt:
    given(words)
    with connections.take() as connection, connection.transaction() as whole:
        keeper = vault.current()
        party = party_of_case(connection, case.file) or keeper.enrol(connection)
        why = keeper.seal(connection, party, {"note": words.strip()[:LONGEST]})["note"]
        command = AddNote(command_id=by.own(key), note={**card, "words": why})
        receipt = execute(command, by, case_id=case.id, within=connection)
        if receipt.is_repeated:
            raise psycopg.Rollback(whole)
        _tell(connection, case.id, card, by, receipt)
    return receipt


def _tell(connection: Connection, case_id: int, card: dict[str, Any], by: Actor, receipt: Receipt) -> None:
    template = "card_taken_back" if "reverses" in card else f"card_{card['card']}"
    seats = [Seat(card["unit"], role) for role in TOLD]
    key = f"card:{case_id}:{receipt.version}"
    tell(connection, "case", key=key, seats=seats, case_id=case_id, facts={"template": template}, but=[by.user_id or 0])
