"""Do everything that is due, here and now, in this thread: for tests, imports and simulations on a virtual clock."""

from __future__ import annotations

from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.tasks import TASKS, TryAgain
from webapp.workers.timers import Sweeper

FETCH = "SELECT id, task_name, args, attempts FROM procrastinate_fetch_job_v2(NULL, %s) WHERE id IS NOT NULL"
MOST_ROUNDS = 10_000
"""Jobs that beget jobs for ever are an error of a model, not a reason to hang."""


class NeverQuiet(RuntimeError):
    """There is always something more to do."""


def drain(sweeper: Sweeper | None = None) -> int:
    """Fire due timers and run waiting jobs until nothing is left; how many jobs ran. Failed attempts are repeated at once."""
    sweeper = sweeper or Sweeper()
    ran = 0
    for _ in range(MOST_ROUNDS):
        fired, jobs = sweeper.sweep(), run_waiting_jobs()
        ran += jobs
        if not fired and not jobs:
            return ran
    raise NeverQuiet(NeverQuiet.__doc__)


def run_waiting_jobs() -> int:
    """Run the jobs of the queue that may run now; how many."""
    with connections.take() as connection:
        if not _is_waiting(connection):
            return 0
        worker = _one(connection.execute("SELECT worker_id FROM procrastinate_register_worker_v1()").fetchone())
        try:
            ran = 0
            while job := connection.execute(FETCH, (worker,)).fetchone():
                _run(connection, *job)
                ran += 1
            return ran
        finally:
            connection.execute("SELECT procrastinate_unregister_worker_v1(%s)", (worker,))


def _run(connection: Connection, identity: object, task: object, args: object, attempts: object) -> None:
    try:
        TASKS[str(task)](attempts, **args)  # type: ignore[arg-type]
    except TryAgain:
        connection.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", (identity,))
    except Exception:
        connection.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", (identity,))
        raise
    else:
        connection.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", (identity,))


def _is_waiting(connection: Connection) -> bool:
    return connection.execute("SELECT FROM procrastinate_jobs WHERE status = 'todo' LIMIT 1").fetchone() is not None


def _one(row: tuple[object, ...] | None) -> object:
    assert row is not None
    return row[0]
