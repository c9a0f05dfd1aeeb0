"""The register of dated tables: somebody proposes one with its day, another approves it, and from then on nothing in it changes.

A table counts from the first moment of its day, and never earlier than a minute after its approval: what is being decided while
it is approved cannot have known it, and a replay must find it so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp import vault
from webapp.audit import log
from webapp.city_time import CITY_TIME
from webapp.database.connections import Connection

UNTIL_KNOWN = timedelta(minutes=1)
LONGEST_BASIS = 500
LONGEST_ANSWER = 2000


class DayHasPassed(Rejection):
    """A table takes effect today or later: what was decided stays decided. facts: day."""


class BasisMissing(Rejection):
    """A published table says which law, plan or decision it rests on."""


class NoSuchTable(Rejection):
    """There is no such published or proposed table."""


class AlreadyAnswered(Rejection):
    """This proposal was answered before. facts: status."""


class OwnProposal(Rejection):
    """Another person must approve it than those who wrote or proposed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """`xml`: the decision with its table, alone; None: the table of each version counts again. `status`: proposed, published,
    refused, withdrawn. `draft`: the draft it was taken from. People by user id. `answer`: why it was refused."""

    id: int
    process: str
    decision: str
    xml: str | None
    effective_from: date
    basis: str
    draft: int | None
    status: str
    proposed_by: int
    proposed_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    known_from: datetime | None
    answer: str | None


_COLUMNS = ", ".join(Publication.__dataclass_fields__)


def propose(
    connection: Connection, process: str, decision: str, xml: str | None, *, effective_from: date, basis: str, by: int,
    draft: int | None = None,
) -> Publication:  # fmt: skip
    """A table for another person to approve; look at it with `checking.problems` first. Errors: DayHasPassed, BasisMissing."""
    _still_to_come(effective_from)
    if not basis.strip():
        raise BasisMissing
    with connection.transaction():
        row = connection.execute(
            f"""INSERT INTO dated_table (process, decision, xml, effective_from, basis, draft, status, proposed_by, proposed_at)
                VALUES (%s, %s, %s, %s, %s, %s, 'proposed', %s, %s) RETURNING {_COLUMNS}""",
            (process, decision, xml, effective_from, basis.strip()[:LONGEST_BASIS], draft, by, now()),
        ).fetchone()
        proposed = _publication(row)
        _log(connection, "table_proposed", proposed, by=by)
        return proposed


def approve(connection: Connection, number: int, *, by: int, wrote: Iterable[int] = ()) -> Publication:
    """It counts from its day on. `wrote`: who else worked on it. Errors: NoSuchTable, AlreadyAnswered, OwnProposal,
    DayHasPassed."""
    with connection.transaction():
        found = _waiting(connection, number)
        if by in {found.proposed_by, *wrote}:
            raise OwnProposal(by=by)
        _still_to_come(found.effective_from)
        published = _answer(connection, number, "published", by, None)
        _log(connection, "table_published", published, by=by, proposed_by=found.proposed_by)
    return published


def refuse(connection: Connection, number: int, *, by: int, why: str) -> Publication:
    """Send it back. Errors: NoSuchTable, AlreadyAnswered, OwnProposal."""
    with connection.transaction():
        found = _waiting(connection, number)
        if by == found.proposed_by:
            raise OwnProposal(by=by)
        refused = _answer(connection, number, "refused", by, why.strip()[:LONGEST_ANSWER] or None)
        _log(connection, "table_sent_back", refused, by=by, proposed_by=found.proposed_by, reason=vault.redact(why))
        return refused


def withdraw(connection: Connection, number: int, *, by: int) -> Publication:
    """Who proposed it takes it back. Errors: NoSuchTable (also when it is somebody else's), AlreadyAnswered."""
    with connection.transaction():
        if _waiting(connection, number).proposed_by != by:
            raise NoSuchTable(number=number)
        withdrawn = _answer(connection, number, "withdrawn", by, None)
        _log(connection, "table_withdrawn", withdrawn, by=by)
        return withdrawn


def of(connection: Connection, process: str, decision: str | None = None) -> list[Publication]:
    """Everything of a process, or of one of its decisions; what takes effect last comes first."""
    rows = connection.execute(
        f"""SELECT {_COLUMNS} FROM dated_table WHERE process = %s AND (%s::text IS NULL OR decision = %s)
            ORDER BY effective_from DESC, known_from DESC NULLS FIRST, id DESC""",
        (process, decision, decision),
    ).fetchall()
    return [_publication(row) for row in rows]


def one(connection: Connection, number: int) -> Publication:
    """Errors: NoSuchTable."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM dated_table WHERE id = %s", (number,)).fetchone()
    if row is None:
        raise NoSuchTable(number=number)
    return _publication(row)


def waiting(connection: Connection) -> list[Publication]:
    """All that wait for approval, the oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM dated_table WHERE status = 'proposed' ORDER BY proposed_at").fetchall()
    return [_publication(row) for row in rows]


def today() -> date:
    """In the city."""
    return now().astimezone(CITY_TIME).date()


def _still_to_come(day: date) -> None:
    if day < today():
        raise DayHasPassed(day=day)


def _waiting(connection: Connection, number: int) -> Publication:
    row = connection.execute(f"SELECT {_COLUMNS} FROM dated_table WHERE id = %s FOR UPDATE", (number,)).fetchone()
    if row is None:
        raise NoSuchTable(number=number)
    found = _publication(row)
    if found.status != "proposed":
        raise AlreadyAnswered(status=found.status)
    return found


def _answer(connection: Connection, number: int, status: str, by: int, answer: str | None) -> Publication:
    at = now()
    row = connection.execute(
        f"""UPDATE dated_table SET status = %s, decided_by = %s, decided_at = %s, known_from = %s, answer = %s
            WHERE id = %s RETURNING {_COLUMNS}""",
        (status, by, at, at + UNTIL_KNOWN if status == "published" else None, answer, number),
    ).fetchone()
    return _publication(row)


def _log(connection: Connection, kind: str, one: Publication, *, by: int, **more: object) -> None:
    about = {"process": one.process, "decision": one.decision, "number": one.id, "basis": one.basis}
    log.record(connection, kind, f"user:{by}", {**about, "effective_from": one.effective_from.isoformat(), **more})


def _publication(row: tuple[Any, ...] | None) -> Publication:
    assert row is not None
    return Publication(**dict(zip(Publication.__dataclass_fields__, row, strict=True)))
