"""Notes beside the diagram: what people write goes into the vault, the history holds the reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands import AddNote
from webapp import vault
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.casework.parties import party_of_case
from webapp.casework.reasons import given
from webapp.casework.together import together
from webapp.database.connections import Connection

LONGEST = 2000


def add(words: str, by: Actor, *, case_id: int, case_file: Mapping[str, Any], audience: str | None, key: str) -> Receipt:
    """Write a note. `audience`: see AddNote. The same key again writes nothing. Raises NoReason for an empty one, NotAllowed."""

    def write(connection: Connection) -> Receipt:
        command = AddNote(command_id=by.own(key), note=sealed(connection, words, case_file), audience=audience)
        return execute(command, by, case_id=case_id, within=connection)

    return together(write)


def sealed(connection: Connection, words: str, case_file: Mapping[str, Any]) -> Mapping[str, Any]:
    """The reference to the words in the vault, with the requester of the case: they go when he is forgotten. Raises NoReason."""
    given(words)
    keeper = vault.current()
    party = party_of_case(connection, case_file) or keeper.enrol(connection)
    return keeper.seal(connection, party, {"note": words.strip()[:LONGEST]})["note"]
