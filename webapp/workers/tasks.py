"""What the queue's jobs do. Each may run twice: command ids make the second time harmless."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from engine.commands import CompleteJob, FailJob
from engine.errors import CaseClosed, JobNotOpen
from webapp.audit.runs import VERIFY_EVERYTHING
from webapp.calendars.recomputing import RECOMPUTE_CLOCKS
from webapp.casework import effects, following, messages
from webapp.casework.actors import JOB
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.eventlogs.orders import WRITE_LOG
from webapp.foreignlogs.logs import IMPORT_LOG
from webapp.incidents import retrying
from webapp.moves.batches import LOOK_AT_CASES, MOVE_CASES, UNDO_MOVES
from webapp.notices import sending
from webapp.notices.passing import PASS_ON_NOTICES, SEND_NOTICE, WRITE_DIGESTS
from webapp.service_tasks import SERVICE_TASKS, Assignment, ServiceError
from webapp.trials import what_if
from webapp.workers.clocks import recompute_clocks
from webapp.workers.event_logs import write_event_log
from webapp.workers.foreign_logs import import_foreign_log
from webapp.workers.leftovers import HOURLY, SWEEP_LEFTOVERS, sweep_leftovers
from webapp.workers.moves import look_at_cases, move_cases, undo_moves
from webapp.workers.notices import NOTICES_AT, pass_on_notices, write_digests
from webapp.workers.repeats import EVERY_TEN_MINUTES as REPEATS_AT
from webapp.workers.repeats import LOOK_FOR_REPEATS, look_for_repeats
from webapp.workers.retention import DISPOSE, SUNDAY_NIGHT, dispose_of_what_is_due
from webapp.workers.sealing import EVERY_TEN_MINUTES, SEAL_HISTORY, seal_history
from webapp.workers.strays import LOOK_FOR_STRAYS, STRAYS_AT, look_for_strays
from webapp.workers.verifying import verify_everything

log = logging.getLogger(__name__)


class TryAgain(Exception):
    """The job failed in a way that may pass."""


def run_service_task(attempt: int, *, case_id: int, job: int) -> None:
    """Do a job of a case and tell the case. Raises TryAgain while the diagram grants retries."""
    order = _order(case_id, job)
    if order is None:
        return
    number, data = order
    try:
        result = _run(Assignment(
            case_id=case_id, job=job, number=number, element=data["element"], inputs=data["inputs"], attempt=attempt
        ), data["type"])  # fmt: skip
    except ServiceError as known:
        _tell(FailJob(command_id=f"job:{case_id}:{job}", job=job, message=str(known), error_code=known.code), case_id)
    except Exception as failure:
        log.warning("service task failed", exc_info=True, extra={"action": "service_task_failed", "type": data["type"]})
        if attempt < data["retries"]:
            raise TryAgain(f"{type(failure).__name__}") from failure
        # Only the kind of failure is recorded: its text may quote personal data.
        _tell(FailJob(command_id=f"job:{case_id}:{job}", job=job, message=type(failure).__name__), case_id)
    else:
        _tell(CompleteJob(command_id=f"job:{case_id}:{job}", job=job, result=result), case_id)


def deliver_message(attempt: int, *, case_id: int, seq: int) -> None:
    """Whoever the case is kept from does not read the message in what is about it, either."""
    following.follow(case_id)
    messages.deliver(case_id, seq)


def hand_over_messages(attempt: int, *, case_id: int) -> None:
    messages.hand_over(case_id)


def follow_restriction(attempt: int, *, case_id: int) -> None:
    following.follow(case_id)


TASKS: dict[str, Callable[..., None]] = {
    effects.RUN_SERVICE_TASK: run_service_task,
    effects.DELIVER_MESSAGE: deliver_message,
    effects.HAND_OVER_MESSAGES: hand_over_messages,
    effects.FOLLOW_RESTRICTION: follow_restriction,
    RECOMPUTE_CLOCKS: recompute_clocks,
    SWEEP_LEFTOVERS: sweep_leftovers,
    SEAL_HISTORY: seal_history,
    VERIFY_EVERYTHING: verify_everything,
    LOOK_FOR_REPEATS: look_for_repeats,
    PASS_ON_NOTICES: pass_on_notices,
    WRITE_DIGESTS: write_digests,
    SEND_NOTICE: sending.send,
    retrying.RETRY_INCIDENTS: retrying.carry_out,
    LOOK_AT_CASES: look_at_cases,
    MOVE_CASES: move_cases,
    UNDO_MOVES: undo_moves,
    what_if.RUN_WHAT_IF: what_if.run,
    IMPORT_LOG: import_foreign_log,
    WRITE_LOG: write_event_log,
    DISPOSE: dispose_of_what_is_due,
    LOOK_FOR_STRAYS: look_for_strays,
}
"""Name in the queue -> what to do; called with the number of earlier attempts and the job's arguments."""

PERIODIC: dict[str, str] = {
    SWEEP_LEFTOVERS: HOURLY,
    SEAL_HISTORY: EVERY_TEN_MINUTES,
    LOOK_FOR_REPEATS: REPEATS_AT,
    DISPOSE: SUNDAY_NIGHT,
    LOOK_FOR_STRAYS: STRAYS_AT,
    **NOTICES_AT,
}
"""Name in the queue -> when it is done by itself, as cron writes it."""


def _run(assignment: Assignment, kind: str) -> Any:
    task = SERVICE_TASKS.get(kind)
    if task is None:
        raise LookupError(f"no service task {kind!r}")
    return task(assignment)


def _tell(command: CompleteJob | FailJob, case_id: int) -> None:
    try:
        execute(command, JOB, case_id=case_id)
    except (JobNotOpen, CaseClosed):
        log.info("job no longer wanted", extra={"action": "job_dropped", "case": case_id, "job": command.job})


def _order(case_id: int, job: int) -> tuple[str, dict[str, Any]] | None:
    """(case number, data of the JobCreated event)."""
    with connections.take() as connection:
        return connection.execute(
            """SELECT c.number, e.data FROM case_event e JOIN "case" c ON c.id = e.case_id
               WHERE e.case_id = %s AND e.kind = 'JobCreated' AND e.data @> jsonb_build_object('job', %s::int)""",
            (case_id, job),
        ).fetchone()  # type: ignore[return-value]
