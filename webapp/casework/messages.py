"""Messages between cases: handed over after the commit that sent them, exactly once, kept until somebody waits for them.

Every hand-over has a command id made from the message, so repeating a delivery after a crash changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands import CorrelateMessage, StartCase
from engine.errors import CaseClosed, MessageNotAwaited
from engine.now import now
from webapp.casework import supervising, supervision_rules
from webapp.casework.actors import JOB
from webapp.casework.execute import execute
from webapp.database import connections


def deliver(case_id: int, seq: int) -> None:
    """Hand over the message that event `seq` of the case sent: start the case it asks for, or tell the open linked cases."""
    with connections.take() as connection:
        row = connection.execute(
            "SELECT name, payload, link, start FROM message_out WHERE case_id = %s AND seq = %s AND delivered_at IS NULL",
            (case_id, seq),
        ).fetchone()
    if row is None:
        return
    name, payload, link, start = row
    identity = f"message:{case_id}:{seq}"
    if start:
        _start(case_id, str(start), str(name), payload, str(link), identity)  # type: ignore[arg-type]
    else:
        for target in _linked(case_id, str(link)):
            correlate(target, str(name), payload, f"{identity}:{target}")  # type: ignore[arg-type]
    with connections.take() as connection:
        connection.execute("UPDATE message_out SET delivered_at = %s WHERE case_id = %s AND seq = %s", (now(), case_id, seq))


def _start(sender: int, process: str, name: str, payload: Mapping[str, Any], link: str, identity: str) -> None:
    if process == supervision_rules.PROCESS:
        supervising.open_for_message(payload, sender, identity)
    else:
        links = ({"kind": link, "case": sender},)
        execute(StartCase(command_id=identity, process=process, file=payload, message=name, links=links), JOB)


def correlate(case_id: int, name: str, payload: Mapping[str, Any], command_id: str) -> None:
    """Give the message to a case; keep it when the case does not wait for it yet. A closed case needs it no more."""
    command = CorrelateMessage(command_id=command_id, name=name, payload=payload)
    while True:
        version = _version(case_id)
        try:
            execute(command, JOB, case_id=case_id)
        except MessageNotAwaited:
            if not _keep(case_id, version, command):
                continue  # the case moved on meanwhile: perhaps it waits now
        except CaseClosed:
            pass
        return


def hand_over(case_id: int) -> None:
    """Try the kept messages of a case again, oldest first, now that it began to wait for something."""
    with connections.take() as connection:
        kept = connection.execute(
            "SELECT id, name, payload, command_id FROM message_in WHERE case_id = %s AND taken_at IS NULL ORDER BY id", (case_id,)
        ).fetchall()
    for identity, name, payload, command_id in kept:
        command = CorrelateMessage(command_id=str(command_id), name=str(name), payload=payload)  # type: ignore[arg-type]
        try:
            execute(command, JOB, case_id=case_id)
        except MessageNotAwaited:
            continue
        except CaseClosed:
            pass
        _taken(case_id, identity)


def _linked(case_id: int, link: str) -> list[int]:
    """Open cases linked by this kind, in either direction."""
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT c.id FROM case_link l
               JOIN "case" c ON c.id = CASE WHEN l.source_id = %(case)s THEN l.target_id ELSE l.source_id END
               WHERE %(case)s IN (l.source_id, l.target_id) AND l.kind = %(link)s AND c.closed_at IS NULL ORDER BY c.id""",
            {"case": case_id, "link": link},
        ).fetchall()
    return [row[0] for row in rows]  # type: ignore[misc]


def _version(case_id: int) -> int:
    with connections.take() as connection:
        row = connection.execute('SELECT version FROM "case" WHERE id = %s', (case_id,)).fetchone()
    return row[0] if row else 0  # type: ignore[return-value]


def _keep(case_id: int, version: int, command: CorrelateMessage) -> bool:
    """Buffer the message, if the case is still what refused it. The row lock orders this against a step that begins to wait:
    either that step sees the raised counter, or this sees its new version."""
    with connections.take() as connection, connection.transaction():
        locked = connection.execute('SELECT version FROM "case" WHERE id = %s FOR NO KEY UPDATE', (case_id,)).fetchone()
        if locked != (version,):
            return False
        kept = connection.execute(
            """INSERT INTO message_in (case_id, name, payload, command_id, arrived_at)
               VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
            (case_id, command.name, connections.json(command.payload), command.command_id, now()),
        ).rowcount
        connection.execute('UPDATE "case" SET messages_waiting = messages_waiting + %s WHERE id = %s', (kept, case_id))
    return True


def _taken(case_id: int, identity: object) -> None:
    with connections.take() as connection, connection.transaction():
        connection.execute("UPDATE message_in SET taken_at = %s WHERE id = %s", (now(), identity))
        connection.execute('UPDATE "case" SET messages_waiting = messages_waiting - 1 WHERE id = %s', (case_id,))
