"""Incidents are tried again, one at once or many as a job: each by its own command, so that one that fails anew stops no other.

Nothing is lost meanwhile: an incident keeps the token before its element, with everything that was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.commands import ResolveIncident
from engine.errors import CaseClosed, NoSuchIncident, Rejection
from engine.events import IncidentRaised
from engine.now import now
from webapp.casework import effects
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.casework.execute import execute
from webapp.casework.reasons import given
from webapp.database import connections
from webapp.database.connections import Connection, json
from webapp.incidents.concerned import Path, corrected

RETRY_INCIDENTS = "retry_incidents"
"""Name of the queue's task."""
ROLES = frozenset(("release_manager", "sys_admin"))
RESOLVED, AGAIN, GONE, REFUSED, WAITING = "resolved", "again", "gone", "refused", "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`state`: resolved, again (it failed anew, `why` says as what), gone (settled meanwhile) or refused (`why`: code)."""

    state: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One incident of an order."""

    case_id: int
    number: str
    incident: int
    state: str
    why: str | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """An order. `ended_at`: None while it is worked on."""

    id: int
    ordered_by: int
    ordered_at: datetime
    reason: str
    corrections: Mapping[str, Any]
    ended_at: datetime | None
    items: tuple[Item, ...]

    def count(self, *states: str) -> int:
        """How many of its items are in one of the states."""
        return sum(item.state in states for item in self.items)


def retry_one(
    case_id: int, incident: int, by: Actor, *, file: Mapping[str, Any], changes: Mapping[Path, Any], reason: str, key: str
) -> Outcome:
    """At once, after corrections to the case file. Errors: NoReason, NotAnEntry."""
    words = given(reason)
    command = ResolveIncident(command_id=by.own(key), incident=incident, file=corrected(file, changes), reason=words)
    return _try(command, case_id, by)


def order(
    connection: Connection, items: Iterable[tuple[int, int]], by: Actor, *, changes: Mapping[Path, Any], reason: str
) -> int:
    """Many, as a job; `items`: (case, incident). The id of the order. Errors: NoReason, NotAllowed."""
    if by.user_id is None or not by.is_person or not by.roles & ROLES:
        raise NotAllowed(actor=by.label)
    plain = {".".join(path): value for path, value in changes.items()}
    with connection.transaction():
        row = connection.execute(
            "INSERT INTO incident_retry (ordered_by, ordered_at, reason, corrections) VALUES (%s, %s, %s, %s) RETURNING id",
            (by.user_id, now(), given(reason), json(plain)),
        ).fetchone()
        retry = int(str(row[0])) if row else 0
        for case_id, incident in dict.fromkeys(items):
            connection.execute(
                "INSERT INTO incident_retry_item (retry, case_id, incident, state) VALUES (%s, %s, %s, 'waiting')",
                (retry, case_id, incident),
            )
        connection.execute(
            """SELECT procrastinate_defer_jobs_v1(ARRAY(
                 SELECT r FROM jsonb_populate_record(NULL::procrastinate_job_to_defer_v1, %s) r))""",
            (json(effects.queued(RETRY_INCIDENTS, retry=retry)),),
        )
    return retry


def carry_out(attempt: int, *, retry: int) -> None:
    """The job. Done twice it does no harm: what is done is no longer waiting, and each try has its command id."""
    with connections.take() as connection:
        found = load(connection, retry)
        if found is None or found.ended_at:
            return
        by = _person(connection, found.ordered_by)
        changes = {tuple(path.split(".")): value for path, value in found.corrections.items()}
        for item in found.items:
            if item.state != WAITING:
                continue
            outcome = _one_of(connection, found, item, by, changes)
            connection.execute(
                """UPDATE incident_retry_item SET state = %s, why = %s, done_at = %s
                   WHERE (retry, case_id, incident) = (%s, %s, %s)""",
                (outcome.state, outcome.why, now(), retry, item.case_id, item.incident),
            )
        connection.execute("UPDATE incident_retry SET ended_at = %s WHERE id = %s", (now(), retry))


def load(connection: Connection, retry: int) -> Retry | None:
    """With its items, in the order of their cases."""
    row: Any = connection.execute(
        "SELECT id, ordered_by, ordered_at, reason, corrections, ended_at FROM incident_retry WHERE id = %s", (retry,)
    ).fetchone()
    if row is None:
        return None
    items: list[Any] = connection.execute(
        """SELECT i.case_id, c.number, i.incident, i.state, i.why, i.done_at FROM incident_retry_item i
           JOIN "case" c ON c.id = i.case_id WHERE i.retry = %s ORDER BY i.case_id, i.incident""",
        (retry,),
    ).fetchall()
    names = (*Retry.__dataclass_fields__,)[:-1]
    return Retry(
        **dict(zip(names, row, strict=True)),
        items=tuple(Item(**dict(zip(Item.__dataclass_fields__, item, strict=True))) for item in items),
    )


def _one_of(connection: Connection, retry: Retry, item: Item, by: Actor, changes: Mapping[Path, Any]) -> Outcome:
    row: Any = connection.execute('SELECT file FROM "case" WHERE id = %s', (item.case_id,)).fetchone()
    try:
        file = corrected(row[0], changes)
    except Rejection as refusal:
        return Outcome(state=REFUSED, why=refusal.code)
    command = ResolveIncident(
        command_id=f"retry:{retry.id}:{item.case_id}:{item.incident}", incident=item.incident, file=file, reason=retry.reason
    )
    return _try(command, item.case_id, by)


def _try(command: ResolveIncident, case_id: int, by: Actor) -> Outcome:
    try:
        receipt = execute(command, by, case_id=case_id)
    except (NoSuchIncident, CaseClosed):
        return Outcome(state=GONE)
    except Rejection as refusal:
        return Outcome(state=REFUSED, why=refusal.code)
    anew = [event for event in receipt.events if isinstance(event, IncidentRaised)]
    return Outcome(state=AGAIN, why=anew[0].incident_kind) if anew else Outcome(state=RESOLVED)


def _person(connection: Connection, user: int) -> Actor:
    """Who ordered it, as he is now: whoever lost the right meanwhile tries nothing more."""
    seats: list[Any] = connection.execute('SELECT role, unit FROM "position" WHERE user_id = %s', (user,)).fetchall()
    grants: list[Any] = connection.execute(
        "SELECT compartment FROM compartment_grant WHERE user_id = %s AND ended_at IS NULL", (user,)
    ).fetchall()
    return Actor(
        kind="user", user_id=user, positions=frozenset(seats), clearances=frozenset(compartment for (compartment,) in grants)
    )
