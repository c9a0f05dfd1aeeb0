"""Notes beside the diagram: what people write goes into the vault, the history holds the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg

from engine.commands import AddNote
from webapp import vault
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.casework.parties import party_of_case
from webapp.casework.reasons import given
from webapp.database import connections

LONGEST = 2000


def add(words: str, by: Actor, *, case_id: int, case_file: Mapping[str, Any], audience: str | None, key: str) -> Receipt:
    """Write a note. `audience`: see AddNote. The same key again writes nothing. Raises NoReason for an empty one, NotAllowed."""
    given(words)
    with connections.take() as connection, connection.transaction() as whole:
        keeper = vault.current()
        party = party_of_case(connection, case_file) or keeper.enrol(connection)
        note = keeper.seal(connection, party, {"note": words.strip()[:LONGEST]})["note"]
        command = AddNote(command_id=by.own(key), note=note, audience=audience)
        receipt = execute(command, by, case_id=case_id, within=connection)
        if receipt.is_repeated:
            raise psycopg.Rollback(whole)
    return receipt
