"""Opening a supervision case: the one way for messages of other cases, supervisors, leaders and the look for mass repeats.

Never two open ones for the same trigger: whoever opens holds the row of the trigger until it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from engine.commands import CorrelateMessage, StartCase
from engine.errors import MessageNotAwaited
from webapp import vault
from webapp.casework import runtime
from webapp.casework.actors import JOB, Actor
from webapp.casework.execute import execute
from webapp.casework.parties import party_of_case
from webapp.casework.supervision_rules import PROCESS, card_window, counted_cards
from webapp.database import connections
from webapp.database.connections import Connection

MESSAGE = "supervision_requested"
LINK = "supervises"
INSTRUCTED = "leader_instructed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """`is_new`: opened just now; else it was there already."""

    case_id: int
    number: str
    is_new: bool


def open_supervision(file: Mapping[str, Any], by: Actor, *, command_id: str, watched: Sequence[int]) -> Supervision:
    """The open supervision case for the trigger in `file`, opened if there is none. `watched`: cases it supervises. Raises
    Rejection."""
    with connections.take() as connection, connection.transaction():
        return _open(connection, file, by, command_id, watched)


def open_for_message(file: Mapping[str, Any], sender: int, command_id: str) -> Supervision:
    """A case asked for its own supervision. What it does not say itself is read off it: who may see it, how often people were
    unsatisfied."""
    with connections.take() as connection:
        case = watched(connection, sender)
    trigger = file.get("trigger") or trigger_of(str(file.get("reason")), case.number)
    known = {
        "supervised": case.number, "compartment": case.facts["compartment"], "about_unit": case.facts["about_unit"],
        "unsatisfied": case.file.get("reopened"),
    }  # fmt: skip
    told = {name: value for name, value in file.items() if value is not None}
    return open_supervision({**known, **told, "trigger": trigger}, JOB, command_id=command_id, watched=[sender])


def trigger_of(reason: str, number: str) -> str:
    """For a supervision of one case."""
    return f"{reason}:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A case to be supervised. `unit`: whose promise it is now, or who holds it."""

    case_id: int
    number: str
    unit: str
    facts: Mapping[str, Any]
    file: Mapping[str, Any]

    @property
    def entries(self) -> dict[str, Any]:
        """What its supervision says about it. Whoever may not see the case does not see that either."""
        return {**self.facts, "supervised": self.number, "place": self.file.get("place"), "platform": self.file.get("platform")}


def watched(connection: Connection, case_id: int) -> Watched:
    row: Any = connection.execute(WATCHED, (case_id,)).fetchone()
    number, unit, title, category, urgency, compartment, about_unit, due, file = row
    facts = {
        "unit": unit, "title": title, "category": category, "urgency": urgency, "compartment": compartment,
        "about_unit": about_unit, "due": due.isoformat() if due else None,
    }  # fmt: skip
    return Watched(case_id=case_id, number=number, unit=unit, facts=facts, file=file)


WATCHED = """
    SELECT c.number, coalesce(k.unit, c.unit), c.title, c.category, c.urgency, c.compartment, c.about_unit, k.due_at, c.file
    FROM "case" c
    LEFT JOIN LATERAL (
        SELECT unit, due_at FROM clock WHERE case_id = c.id AND name = 'handle' AND state <> 'stopped' ORDER BY run DESC LIMIT 1
    ) k ON true
    WHERE c.id = %s
"""


def by_hand(case_id: int, told: Mapping[str, Any], by: Actor, *, command_id: str) -> Supervision:
    """A supervisor opens one. `told`: reason, unit, grounds, perhaps level and source_link. The grounds go into the vault, unless
    it was open already. Raises Rejection."""
    with connections.take() as connection, connection.transaction() as whole:
        case = watched(connection, case_id)
        party = party_of_case(connection, case.file) or vault.current().enrol(connection)
        grounds = vault.current().seal(connection, party, {"note": told["grounds"]})["note"]
        file = {**case.entries, **told, "grounds": grounds, "trigger": trigger_of(told["reason"], case.number)}
        found = _open(connection, file, by, command_id, [case_id])
        if not found.is_new:
            raise psycopg.Rollback(whole)
    return found


def instruct(case_id: int, words: str, by: Actor, *, command_id: str) -> Supervision:
    """A leader's instruction about a case: raises the supervision that is open, or opens one. The words go into the vault.
    Raises Rejection, and then nothing was kept."""
    with connections.take() as connection, connection.transaction():
        case = watched(connection, case_id)
        party = party_of_case(connection, case.file) or vault.current().enrol(connection)
        reference = vault.current().seal(connection, party, {"note": words})["note"]
        if found := _instructed(connection, case_id, reference, by, command_id):
            return found
        file = {
            **case.entries, "reason": "instruction", "trigger": trigger_of("instruction", case.number),
            "instruction": reference, "instructed_by": by.label,
        }  # fmt: skip
        return _open(connection, file, by, command_id, [case_id])


def _instructed(
    connection: Connection, case_id: int, reference: Mapping[str, Any], by: Actor, command_id: str
) -> Supervision | None:
    """The open supervision that took the instruction, the highest first."""
    rows: list[Any] = connection.execute(
        """SELECT c.id, c.number FROM case_link l JOIN "case" c ON c.id = l.source_id
           WHERE l.target_id = %s AND l.kind = %s AND c.closed_at IS NULL ORDER BY (c.file ->> 'level')::int DESC, c.id""",
        (case_id, LINK),
    ).fetchall()
    for supervision, number in rows:
        message = CorrelateMessage(
            command_id=f"{command_id}:{supervision}", name=INSTRUCTED, payload={"instruction_ref": reference, "by": by.label}
        )
        try:
            execute(message, by, case_id=supervision, within=connection)
        except MessageNotAwaited:
            continue  # transferred already: nothing is left to raise
        return Supervision(case_id=supervision, number=number, is_new=False)
    return None


def _open(connection: Connection, file: Mapping[str, Any], by: Actor, command_id: str, watched: Sequence[int]) -> Supervision:
    if known := _taken(connection, str(file["trigger"])):
        return known
    active = runtime.current(connection)
    cards = counted_cards(connection, str(file["unit"]), card_window(active))
    links = tuple({"kind": LINK, "case": case} for case in watched)
    command = StartCase(command_id=command_id, process=PROCESS, file={**file, "cards": cards}, message=MESSAGE, links=links)
    receipt = execute(command, by, within=connection)
    connection.execute("UPDATE supervision_trigger SET case_id = %s WHERE trigger = %s", (receipt.case_id, file["trigger"]))
    return Supervision(case_id=receipt.case_id, number=receipt.number, is_new=not receipt.is_repeated)


def _taken(connection: Connection, trigger: str) -> Supervision | None:
    """The open supervision of this trigger; its row is locked from now on."""
    row: Any = connection.execute(
        """INSERT INTO supervision_trigger (trigger) VALUES (%s)
           ON CONFLICT (trigger) DO UPDATE SET trigger = excluded.trigger RETURNING case_id""",
        (trigger,),
    ).fetchone()
    found: Any = connection.execute('SELECT id, number FROM "case" WHERE id = %s AND closed_at IS NULL', (row[0],)).fetchone()
    return Supervision(case_id=found[0], number=found[1], is_new=False) if found else None
