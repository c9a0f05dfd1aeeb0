"""Grade every member anew by the standard: RegradeClock through execute, one member after the other, each with its result.

The old due date stays in the clock's ledger, and beside the new one in the list of the campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.calendar import Calendar
from engine.clocks import Clock
from engine.commands import RegradeClock
from engine.errors import Rejection
from engine.now import now
from engine.regrading import regrade
from engine.state import unpack
from webapp.campaigns.standard import Standard
from webapp.casework.actors import Actor
from webapp.casework.execute import execute
from webapp.database.connections import Connection, json

MEMBERS = """
    SELECT i.case_id, i.number, c.urgency, c.state FROM campaign_item i JOIN "case" c ON c.id = i.case_id
    WHERE i.campaign_id = %s AND c.closed_at IS NULL ORDER BY i.number
"""
REMEMBER = """
    UPDATE campaign_item SET grading = coalesce(grading, '[]') || %(done)s
    WHERE campaign_id = %(campaign)s AND case_id = %(case_id)s
"""
RESULTS = """
    SELECT count(*) FILTER (WHERE g.results ? 'graded'),
           count(*) FILTER (WHERE g.results IS NULL),
           count(*) FILTER (WHERE NOT g.results ? 'graded')
    FROM campaign_item i, LATERAL (
        SELECT jsonb_agg(e->'result') AS results FROM jsonb_array_elements(i.grading) e WHERE e->>'key' = %(key)s
    ) g WHERE i.campaign_id = %(campaign)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the standard does to one clock of one member."""

    case_id: int
    number: str
    clock: str
    old_limit: str
    limit: str
    old_due: datetime | None
    due: datetime | None


def preview(connection: Connection, campaign: int, standard: Standard, calendars: Mapping[str, Calendar]) -> Iterator[Change]:
    """Old and new due date of every open clock that the standard would change, by number of the case."""
    for case_id, number, urgency, state in connection.execute(MEMBERS, (campaign,)).fetchall():
        yield from _changes((int(str(case_id)), str(number)), urgency, state, standard, calendars)


def grade(
    connection: Connection, campaign: int, standard: Standard, calendars: Mapping[str, Calendar], by: Actor, *, key: str
) -> dict[str, int]:
    """Send the commands; {graded, unchanged, refused} counted in members. The same key again changes nothing more."""
    for change in preview(connection, campaign, standard, calendars):
        command = RegradeClock(
            command_id=f"campaign:{campaign}:{key}:{change.case_id}:{change.clock}", clock=change.clock, limit=change.limit,
            reason=standard.basis,
        )  # fmt: skip
        with connection.transaction():
            result = _sent(command, change, by, connection)
            if result is not None:
                entry = {
                    "key": key, "clock": change.clock, "old_limit": change.old_limit, "limit": change.limit,
                    "old_due": _iso(change.old_due), "due": _iso(change.due), "result": result,
                }  # fmt: skip
                connection.execute(REMEMBER, {"done": json([entry]), "campaign": campaign, "case_id": change.case_id})
    connection.execute(
        "UPDATE campaign SET standard = %s, graded_at = %s WHERE case_id = %s", (json(standard.stored()), now(), campaign)
    )
    row = connection.execute(RESULTS, {"campaign": campaign, "key": key}).fetchone()
    return dict(zip(("graded", "unchanged", "refused"), row or (), strict=True))  # type: ignore[arg-type]


def _sent(command: RegradeClock, change: Change, by: Actor, connection: Connection) -> str | None:
    """graded, or the code of the refusal; None when it was done before."""
    try:
        with connection.transaction():
            receipt = execute(command, by, case_id=change.case_id, within=connection)
    except Rejection as rejection:
        return rejection.code
    return None if receipt.is_repeated else "graded"


def _changes(
    member: tuple[int, str], urgency: Any, state: Any, standard: Standard, calendars: Mapping[str, Calendar]
) -> Iterator[Change]:
    for stored in unpack(state).clocks:
        clock = Clock.from_list(stored)
        limit = standard.limit(clock.name, urgency) if clock.open else None
        graded = clock if limit is None else regrade(clock, calendars[clock.calendar], now(), limit)
        if graded.limit != clock.limit:
            yield Change(
                case_id=member[0], number=member[1], clock=clock.name, old_limit=clock.limit, limit=graded.limit,
                old_due=clock.due_at, due=graded.due_at,
            )  # fmt: skip


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
