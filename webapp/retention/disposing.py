"""The disposal: once a week, class by class, logged with the ids of what went and never with its contents.
What a restored backup brings back goes again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import orjson

from engine.now import now
from webapp import vault
from webapp.audit import log
from webapp.database.connections import Connection
from webapp.retention import ledger
from webapp.retention.due import Due, due
from webapp.retention.rules import CLASSES, cutoff, in_force

BY = "system"
MOST = 5000
"""Of one class in one transaction; what is more goes in the next one."""


def dispose(connection: Connection) -> dict[str, int]:
    """Dispose of what is due; class -> how much went. Doing it again disposes of nothing."""
    at = now()
    again(connection)
    rules = {rule.data_class: rule for rule in in_force(connection, at)}
    gone = {}
    for data_class in CLASSES:
        months = rules[data_class].months
        if months is None:
            continue
        until = cutoff(at, months)
        found = due(connection, data_class, until)
        gone[data_class] = len(found.ids)
        _destroy(connection, data_class, found, until)
    return gone


def again(connection: Connection) -> dict[str, int]:
    """Dispose once more of what came back with a backup; class -> how much. What a hold keeps now, stays."""
    at, gone = now(), {}
    for data_class, noted in ledger.noted().items():
        found = due(connection, data_class, at)
        with connection.transaction():
            marks = ledger.marks(connection, data_class, found.ids)
        back = Due(ids=tuple(id for id in found.ids if (id, marks.get(str(id))) in noted), held=found.held)
        gone[data_class] = len(back.ids)
        _destroy(connection, data_class, back, at, again=True)
    return gone


def _destroy(connection: Connection, data_class: str, found: Due, until: datetime, *, again: bool = False) -> None:
    """The ledger is written before the transaction ends: what it names without having gone was due all the same."""
    for start in range(0, len(found.ids), MOST):
        part = found.ids[start : start + MOST]
        with connection.transaction():
            things = ledger.marks(connection, data_class, part)
            DESTROY[data_class](connection, part)
            connection.execute(
                'INSERT INTO disposal (data_class, at, "until", disposed, held, about) VALUES (%s, %s, %s, %s, %s, %s)',
                (data_class, now(), until, len(part), found.held, orjson.dumps({"ids": part, "again": again}).decode()),
            )
            log.record(connection, "disposed", BY, {
                "class": data_class, "until": until.isoformat(), "count": len(part), "held": found.held,
                **({"persons": list(part)} if data_class == "personal" else {}), **({"again": True} if again else {}),
            })  # fmt: skip
            if not again:
                ledger.note(data_class, now(), things)


def _persons(connection: Connection, ids: Sequence[int]) -> None:
    for party in ids:
        vault.current().erase(connection, party)


def _files(connection: Connection, ids: Sequence[int]) -> None:
    """The row stays with its hash: the history refers to it, and a copy somebody kept can still be recognised."""
    connection.execute("UPDATE attachment SET sealed = '', thumbnail = NULL WHERE id = ANY(%s)", (list(ids),))


def _messages(connection: Connection, ids: Sequence[int]) -> None:
    connection.execute("DELETE FROM delivery WHERE id = ANY(%s)", (list(ids),))


DESTROY: dict[str, Callable[[Connection, Sequence[int]], None]] = {
    "personal": _persons,
    "attachment": _files,
    "message": _messages,
}
