"""What a requester says to the case that is open for them: a supplement, a chase, a wish to withdraw; online, or by telephone to
somebody who takes it down. The words go into the vault, the case gets a message; what it does not wait for yet is kept until
it does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from engine.commands import CorrelateMessage
from engine.directory import Directory, is_within
from engine.errors import MessageNotAwaited, Rejection
from webapp import vault
from webapp.attachments import attach
from webapp.casework import messages, runtime
from webapp.casework.actors import Actor, party_of
from webapp.casework.execute import execute
from webapp.casework.parties import party_of_case
from webapp.casework.requester_codes import FIRST
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.form_files import File

MESSAGES = {
    "supplement": "supplement_received", "evaluate": "supplement_received", "chase": "requester_chased",
    "withdraw": "withdrawal_requested",
}  # fmt: skip
"""What a requester may say -> message into the case. What is thought of the result is read out by whoever calls back."""
SATISFIED, OTHER_SATISFIED = "evaluated", "other_evaluated"
"""Message of who is satisfied, the first requester and any other: nobody need call him any more. Whoever is not is called and
asked why."""
CHASING = "chase_policy"
"""Decision of the process: given `last_chased`, whether another chase is passed on now."""
LAST_CHASED = """
    SELECT c.process, greatest(
        (SELECT max(at) FROM case_event WHERE case_id = c.id AND kind = 'MessageReceived' AND data->>'name' = 'requester_chased'),
        (SELECT max(arrived_at) FROM message_in WHERE case_id = c.id AND name = 'requester_chased'))
    FROM "case" c WHERE c.id = %(case)s
"""
LONGEST = 2000


class ChasedAlready(Rejection):
    """The unit heard of a chase a while ago; another one says nothing new."""


class OnlyTheFirst(Rejection):
    """Who joined in a request of somebody else cannot withdraw it for all; he can say that he no longer wants it."""


class AboutAnother(Rejection):
    """The case is kept from one unit already, and a case is kept from one unit only: what is said about another one becomes a
    request of its own, from which that unit is kept."""


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
    number: int = FIRST,
    about: Mapping[str, Any] = MappingProxyType({}),
    by: Actor | None = None,
) -> None:
    """Tell the case. `what`: see MESSAGES. `verdict`: satisfied or unsatisfied; `hears_verdicts`: the process takes the first as
    the result of its callback. `number`: which requester says it. `about`: {about_unit: the unit this is about} or
    {about_holder: True} for the one that has the case now: from this step on the case does not exist for its people. `by`: who
    takes it down, None for the requester himself. The same key again says nothing. Raises Rejection."""
    if what == "withdraw" and number != FIRST:
        raise OnlyTheFirst
    by = by or party_of(case_id)
    identity = by.own(f"{case_id}:{key}")
    name = MESSAGES[what]
    if verdict == "satisfied" and hears_verdicts:
        name = SATISFIED if number == FIRST else OTHER_SATISFIED
    with connections.take() as connection, connection.transaction():
        if _was_said(connection, case_id, identity):
            return
        if what == "chase" and not _may_chase(connection, case_id):
            raise ChasedAlready
        about = _widened(runtime.current(connection).directory, case_file.get("about_unit"), about)
        payload = {"channel": channel, **about, **({"verdict": verdict} if verdict else {})}
        if number != FIRST:
            payload["requester"] = number
        if words.strip():
            keeper = vault.current()
            party = party_of_case(connection, part_of(case_file, number)) or keeper.enrol(connection)
            payload["text"] = keeper.seal(connection, party, {"statement": words.strip()[:LONGEST]})["statement"]
        if files:
            payload["files"] = [{"attachment": file.id, "sha256": file.sha256} for file in files]
            attach(connection, case_id, part_of(case_file, number), [file.id for file in files])
    command = CorrelateMessage(command_id=identity, name=name, payload=payload)
    try:
        execute(command, by, case_id=case_id)
    except MessageNotAwaited:
        messages.correlate(case_id, name, payload, identity)


def part_of(case_file: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    """What the case file holds of this requester; of the first one all the rest of it."""
    others = case_file.get("co_requesters") or ()
    return dict(others[number - FIRST - 1]) if FIRST < number <= FIRST + len(others) else {**case_file, "co_requesters": None}


def _widened(directory: Directory, before: str | None, about: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the case must hear of whom it is about: nothing new when that unit, or one above it, is kept from the case already.
    Raises AboutAnother."""
    unit = about.get("about_unit")
    if not before or not unit or is_within(directory, before, unit):
        return about
    if not is_within(directory, unit, before):
        raise AboutAnother
    return {}


def _was_said(connection: Connection, case_id: int, identity: str) -> bool:
    row = connection.execute(
        """SELECT EXISTS (SELECT FROM command WHERE id = %(id)s)
               OR EXISTS (SELECT FROM message_in WHERE case_id = %(case)s AND command_id = %(id)s)""",
        {"id": identity, "case": case_id},
    ).fetchone()
    return row == (True,)


def _may_chase(connection: Connection, case_id: int) -> bool:
    """By the decision of the process; one that has none hears every chase."""
    active = runtime.current(connection)
    row: Any = connection.execute(LAST_CHASED, {"case": case_id}).fetchone()
    newest = active.library.newest(row[0])
    if CHASING not in newest.decisions:
        return True
    last = None if row[1] is None else row[1].isoformat()
    return active.engine.ask(newest, CHASING, {"last_chased": last}).value is True
