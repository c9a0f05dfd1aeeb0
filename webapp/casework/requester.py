"""What a requester says to the case that is open for them: a supplement, a chase, a wish to withdraw. The words go into the
vault, the case gets a message; what it does not wait for yet is kept until it does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from engine.commands import CorrelateMessage
from engine.errors import MessageNotAwaited, Rejection
from engine.now import now
from webapp import vault
from webapp.attachments import attach
from webapp.casework import messages
from webapp.casework.actors import party_of
from webapp.casework.execute import execute
from webapp.casework.parties import party_of_case
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.form_files import File

MESSAGES = {
    "supplement": "supplement_received", "evaluate": "supplement_received", "chase": "requester_chased",
    "withdraw": "withdrawal_requested",
}  # fmt: skip
"""What a requester may say -> message into the case. What is thought of the result is read out by whoever calls back."""
SATISFIED = "evaluated"
"""Message of who is satisfied: nobody need call any more. Whoever is not is called and asked why."""
BETWEEN_CHASES = timedelta(hours=24)
LONGEST = 2000


class ChasedAlready(Rejection):
    """One chase a day reaches the unit; a second one says nothing new."""


def say(
    case_id: int,
    case_file: Mapping[str, Any],
    what: str,
    words: str,
    *,
    key: str,
    files: Collection[File] = (),
    channel: str = "web",
    verdict: str | None = None,
    hears_verdicts: bool = False,
) -> None:
    """Tell the case. `what`: see MESSAGES. `verdict`: satisfied or unsatisfied; `hears_verdicts`: the process takes the first as
    the result of its callback. The same key again says nothing. Raises Rejection."""
    by = party_of(case_id)
    identity = by.own(f"{case_id}:{key}")
    name = SATISFIED if verdict == "satisfied" and hears_verdicts else MESSAGES[what]
    with connections.take() as connection, connection.transaction():
        if _was_said(connection, case_id, identity):
            return
        if what == "chase" and _chased(connection, case_id):
            raise ChasedAlready
        payload = {"channel": channel, **({"verdict": verdict} if verdict else {})}
        if words.strip():
            keeper = vault.current()
            party = party_of_case(connection, case_file) or keeper.enrol(connection)
            payload["text"] = keeper.seal(connection, party, {"statement": words.strip()[:LONGEST]})["statement"]
        if files:
            payload["files"] = [{"attachment": file.id, "sha256": file.sha256} for file in files]
            attach(connection, case_id, case_file, [file.id for file in files])
    command = CorrelateMessage(command_id=identity, name=name, payload=payload)
    try:
        execute(command, by, case_id=case_id)
    except MessageNotAwaited:
        messages.correlate(case_id, name, payload, identity)


def _was_said(connection: Connection, case_id: int, identity: str) -> bool:
    row = connection.execute(
        """SELECT EXISTS (SELECT FROM command WHERE id = %(id)s)
               OR EXISTS (SELECT FROM message_in WHERE case_id = %(case)s AND command_id = %(id)s)""",
        {"id": identity, "case": case_id},
    ).fetchone()
    return row == (True,)


def _chased(connection: Connection, case_id: int) -> bool:
    row = connection.execute(
        """SELECT EXISTS (SELECT FROM case_event WHERE case_id = %(case)s AND kind = 'MessageReceived' AND at > %(since)s
                   AND data->>'name' = 'requester_chased')
               OR EXISTS (SELECT FROM message_in WHERE case_id = %(case)s AND name = 'requester_chased'
                   AND arrived_at > %(since)s)""",
        {"case": case_id, "since": now() - BETWEEN_CHASES},
    ).fetchone()
    return row == (True,)
