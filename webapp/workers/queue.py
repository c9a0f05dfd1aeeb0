"""The job queue (procrastinate) with our tasks in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from webapp.workers import standstill
from webapp.workers.tasks import PERIODIC, TASKS

MOST_ATTEMPTS = 30
LONGEST_PAUSE_SECONDS = 600


class Patience(BaseRetryStrategy):
    """Whatever broke may pass: 1, 2, 4 ... 600 seconds. How often a service task is tried is for the diagram to say; it then
    ends in an incident of the case, not here."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": min(2**job.attempts, LONGEST_PAUSE_SECONDS)})


def queue_app(url: str, *, connections: int) -> App:
    """An app on the database at `url`; open it before use."""
    app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=connections))
    for name, task in TASKS.items():
        made = app.task(name=name, pass_context=True, retry=Patience())(_with_attempts(task))
        if name in PERIODIC:
            app.periodic(cron=PERIODIC[name])(made)
    return app


def _with_attempts(task: Callable[..., None]) -> Callable[..., None]:
    def run(context: JobContext, **arguments: Any) -> None:
        with standstill.at_work():
            task(context.job.attempts, **arguments)

    return run
