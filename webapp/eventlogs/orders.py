"""Event logs ordered on a page: which cases, in which format; the worker writes them, whoever ordered takes the file, and after
a day it is gone.

The cases of a list are noted when it is ordered: the log holds exactly what was on the screen, whatever happens meanwhile."""

from __future__ import annotations

import errno
import hashlib
import logging
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import psycopg

from engine.now import now
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.eventlogs import formats, place
from webapp.eventlogs.counting import Counted
from webapp.eventlogs.deferring import defer
from webapp.eventlogs.objects import links_between
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import CHOSEN, LoggedCase, Reader, Selection

log = logging.getLogger(__name__)

WRITE_LOG = "write_event_log"
"""Name of the queue's task."""
FOLDER = "event_logs"
KEPT = timedelta(hours=24)
"""How long a finished file can be taken."""
TOLD_EVERY = 250
"""Cases between two notes of progress."""
LONGEST_NAME = 200

PLACE = """
    INSERT INTO log_order (name, format, language, selection, asked_by, asked_at, state, counts)
    VALUES (%s, %s, %s, %s, %s, %s, 'waiting', '{}') RETURNING id
"""
LIST = "INSERT INTO log_order_case (order_id, case_id) SELECT %s, unnest(%s::bigint[]) ON CONFLICT DO NOTHING"
COUNT = f"""
    UPDATE log_order SET cases = (SELECT count(*) FROM "case" c WHERE {CHOSEN}) WHERE id = %(number)s
"""
AGAIN = """
    UPDATE log_order SET state = 'waiting', written = 0, trouble = NULL WHERE id = %s AND asked_by = %s AND state = 'failed'
"""
READY = """
    UPDATE log_order SET state = 'ready', written = %s, counts = %s, size = %s, digest = %s, expires_at = %s WHERE id = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`name`: what was on the screen, in the words of whoever orders. `cases`: ids of a list; None: all that `selection` says."""

    name: str
    format: str
    language: str
    selection: Selection
    cases: Iterable[int] | None
    by: int


def place_order(connection: Connection, order: Order) -> int:
    """Its number. Raises ValueError for a format there is not."""
    if order.format not in formats.FORMATS:
        raise ValueError(order.format)
    said = _said(order.selection, listed=order.cases is not None)
    with connection.transaction():
        row: Any = connection.execute(
            PLACE, (order.name[:LONGEST_NAME], order.format, order.language, orjson.dumps(said).decode(), order.by, now())
        ).fetchone()
        number = int(row[0])
        if order.cases is not None:
            connection.execute(LIST, (number, list(order.cases)))
        connection.execute(COUNT, {**_selection(number, said).parameters, "number": number})
        defer(connection, WRITE_LOG, order=number)
    return number


def write(connection: Connection, number: int) -> None:
    """Write the file of an order. Doing it twice does it once. What cannot be written leaves the order failed, with a reason in
    `trouble`; only a lost database is raised, for the queue to try again when it is back."""
    row: Any = connection.execute(
        "SELECT format, language, selection FROM log_order WHERE id = %s AND state IN ('waiting', 'writing')", (number,)
    ).fetchone()
    if row is None:
        return
    form, language, said = row
    target = path_of(number, form)
    with connections.current().connect(autocommit=True) as telling:
        telling.execute("UPDATE log_order SET state = 'writing', written = 0 WHERE id = %s", (number,))
        try:
            target.unlink(missing_ok=True)
            reader = Reader(connection, Pseudonyms(place.current().secret), language)
            selection = _selection(number, said)
            links = links_between(connection, selection) if form in formats.OBJECT_CENTRIC else {}
            with closing(_told(telling, number, reader.cases(selection))) as cases:
                counted = formats.write(target, form, cases, links)
            telling.execute(READY, (*_finished(counted, target), number))
        except (psycopg.OperationalError, psycopg.InterfaceError):
            raise
        except Exception as error:
            log.exception("event log %s cannot be written", number, extra={"action": "event_log_failed"})
            with suppress(OSError):  # the disk itself may be what is wrong
                target.unlink(missing_ok=True)
            telling.execute("UPDATE log_order SET state = 'failed', trouble = %s WHERE id = %s", (_trouble(error), number))


def again(connection: Connection, number: int, by: int) -> bool:
    """Try a failed order once more, for whoever placed it: the same cases, the same format. Whether there was one."""
    with connection.transaction():
        found = connection.execute(AGAIN, (number, by)).rowcount > 0
        if found:
            defer(connection, WRITE_LOG, order=number)
    return found


def sweep(connection: Connection, moment: datetime) -> int:
    """Take away the files of orders whose time is over; how many."""
    rows: list[Any] = connection.execute(
        "SELECT id, format FROM log_order WHERE state = 'ready' AND expires_at <= %s", (moment,)
    ).fetchall()
    for number, form in rows:
        path_of(number, form).unlink(missing_ok=True)
        with connection.transaction():
            connection.execute("UPDATE log_order SET state = 'expired' WHERE id = %s", (number,))
            connection.execute("DELETE FROM log_order_case WHERE order_id = %s", (number,))
    return len(rows)


def path_of(number: int, form: str) -> Path:
    return place.current().folder(FOLDER) / f"{number}.{formats.ENDINGS[form]}"


def _finished(counted: Counted, target: Path) -> tuple[Any, ...]:
    """(written, counts, size, digest, expires_at)."""
    counts = {
        "cases": counted.cases, "events": counted.events, "activities": len(counted.names), "resources": len(counted.people)
    }  # fmt: skip
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    return counted.cases, orjson.dumps(counts).decode(), target.stat().st_size, digest, now() + KEPT


def _trouble(error: Exception) -> str:
    """Code of the reason, as in the catalogue: no_room, no_file, program."""
    if isinstance(error, OSError):
        return "no_room" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "no_file"
    return "program"


def _told(telling: Connection, number: int, cases: Iterator[LoggedCase]) -> Generator[LoggedCase, None, None]:
    for written, case in enumerate(cases):
        if written % TOLD_EVERY == 0:
            telling.execute("UPDATE log_order SET written = %s WHERE id = %s", (written, number))
        yield case


def _said(selection: Selection, *, listed: bool) -> dict[str, Any]:
    since, until = (moment.isoformat() if moment else None for moment in (selection.since, selection.until))
    reader = None if selection.reader is None else list(selection.reader)
    return {
        "process": selection.process, "since": since, "until": until, "listed": listed, "reader": reader, "by": selection.by,
    }  # fmt: skip


def _selection(number: int, said: dict[str, Any]) -> Selection:
    since, until = (datetime.fromisoformat(said[name]) if said.get(name) else None for name in ("since", "until"))
    listed, reader = number if said.get("listed") else None, said.get("reader")
    return Selection(
        process=said.get("process"),
        since=since,
        until=until,
        order=listed,
        reader=None if reader is None else tuple(reader),
        by=said.get("by"),
    )
