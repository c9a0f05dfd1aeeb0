"""Set up a run: which cases, which people, from when to when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.casework import runtime
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.importing.requests import Request
from webapp.simulation import callers
from webapp.simulation.figures import Figures, figures
from webapp.simulation.people import People
from webapp.simulation.run import Simulation
from webapp.simulation.views import CaseView, OpenTask, open_cases
from webapp.workers.standstill import standstill

CALENDAR = "cn-gov"
CONNECTIONS = 3
"""A job runs a service task, which sends a command: each holds one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`refused`: what people tried in vain, with the reason; a few are normal while real people work beside."""

    figures: Figures
    executions: int
    refused: list[str]


def simulate(
    *, seed: int, requests: list[Request] | None = None, include_open: bool = True, until: datetime | None = None,
    since: datetime | None = None, days: int | None = None, closed: Callable[[CaseView], None] = lambda case: None,
    stays: Callable[[CaseView, OpenTask], bool] = lambda case, task: False,
) -> Result:  # fmt: skip
    """Drive `requests` and, with `include_open`, every case that is open now, until nothing is left to do or the virtual
    clock reaches `until` or has run for `days`; nothing is done before `since`. The same seed on the same database gives the
    same history. `closed` hears of each case that closes; a task that `stays` is left to somebody else. Workers stand still
    meanwhile; raises AnotherOne while another simulation runs."""
    with connections.take() as connection:
        active = runtime.current(connection)
        cast = callers.enrol()
        people = People(seed=seed, runtime=active, phrases=cast.phrases, categories=_categories(connection))
        ids = open_cases(connection) if include_open else []
        begin = _begin(connection, ids, requests or [])
    if begin is not None and since is not None:
        begin = max(begin, since)
    if begin is not None and days:
        until = begin + timedelta(days=days)
    run = Simulation(seed=seed, people=people, callers=cast, until=until, closed=closed, stays=stays)
    run.expect(requests or [])
    if begin is not None:
        with standstill(), _not_waiting_for_the_disk():
            run.take_over(ids, begin=begin)
            run.run(begin)
    with connections.take() as connection:
        counted = figures(connection, run.driven, active.calendars[CALENDAR])
    return Result(figures=counted, executions=run.executions, refused=run.refused)


@contextmanager
def _not_waiting_for_the_disk() -> Iterator[None]:
    """Commits of this process return before they are on disk: a crash may cost the last second of a simulation, which can be
    run again, and never half a step. Each level is a connection that a step may hold while another one works."""
    with ExitStack() as held:
        borrowed = [held.enter_context(connections.take()) for _ in range(CONNECTIONS)]
        for connection in borrowed:
            connection.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with ExitStack() as held:
            borrowed = [held.enter_context(connections.take()) for _ in range(CONNECTIONS)]
            for connection in borrowed:
                connection.execute("RESET synchronous_commit")


def _begin(connection: Connection, ids: list[int], requests: list[Request]) -> datetime | None:
    """When the first of these cases was opened or the first request arrives; None when there are none."""
    row = connection.execute('SELECT min(opened_at) FROM "case" WHERE id = ANY(%s)', (ids,)).fetchone()
    moments = [request.received_at for request in requests]
    if row and row[0]:
        moments.append(row[0])  # type: ignore[arg-type]
    return min(moments, default=None)


def _categories(connection: Connection) -> list[str]:
    """Codes that have no finer ones below them."""
    rows = connection.execute(
        "SELECT code FROM category c WHERE active AND NOT EXISTS (SELECT FROM category f WHERE f.parent = c.code) ORDER BY code"
    )
    return [str(code) for (code,) in rows]
