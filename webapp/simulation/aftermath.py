"""What a step causes outside its case: service tasks and messages to other cases, done at once and on the virtual clock.

Workers stand still meanwhile, so the rows these effects left in the queue are ours to do and to remove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.events import Event, JobCreated, MessageAwaited, MessageSent
from webapp.casework.recorded import decode
from webapp.database import connections
from webapp.workers.tasks import TryAgain, deliver_message, hand_over_messages, run_service_task

LINKED = """
    SELECT CASE WHEN source_id = %(case)s THEN target_id ELSE source_id END FROM case_link
    WHERE %(case)s IN (source_id, target_id)
"""
NEW_EVENTS = """
    SELECT e.case_id, e.seq, e.kind, e.data FROM unnest(%s::bigint[], %s::bigint[]) AS known (id, version)
    JOIN case_event e ON e.case_id = known.id AND e.seq > known.version ORDER BY e.case_id, e.seq
"""
DONE = """
    DELETE FROM procrastinate_jobs
    WHERE status = 'todo' AND task_name = ANY('{run_service_task,deliver_message,hand_over_messages}')
        AND (args ->> 'case_id')::bigint = ANY(%s)
"""


MOST_ATTEMPTS = 10


def do(case_id: int, seq: int, event: Event) -> bool:
    """Do what this event asks of the outside world; whether it asked for anything."""
    match event:
        case JobCreated():
            _run_service_task(case_id, event.job)
        case MessageSent():
            deliver_message(0, case_id=case_id, seq=seq)
        case MessageAwaited():
            hand_over_messages(0, case_id=case_id)
        case _:
            return False
    return True


def new_events(case_id: int, versions: Mapping[int, int]) -> list[tuple[int, int, Event]]:
    """(case id, seq, event) of the case and of those linked to it, beyond the `versions` known."""
    with connections.take() as connection:
        ids: list[Any] = [case_id, *(row[0] for row in connection.execute(LINKED, {"case": case_id}))]
        rows: list[Any] = connection.execute(NEW_EVENTS, (ids, [versions.get(one, 0) for one in ids])).fetchall()
    return [(case, seq, decode(kind, data)) for case, seq, kind, data in rows]


def _run_service_task(case_id: int, job: int) -> None:
    """Attempts follow each other at once: on a virtual clock there is nothing to wait for."""
    for attempt in range(MOST_ATTEMPTS):
        try:
            return run_service_task(attempt, case_id=case_id, job=job)
        except TryAgain:
            continue


def tidy(ids: Iterable[int]) -> None:
    """Remove what was done from the queue."""
    with connections.take() as connection:
        connection.execute(DONE, (list(ids),))
