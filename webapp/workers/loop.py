"""`bihuan worker`: a thread that sweeps timers, and the queue's jobs. Survives a database that goes away; ends on SIGTERM
when the step at hand is done."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading

import psycopg
from procrastinate import App
from procrastinate.exceptions import ProcrastinateException
from procrastinate.worker import Worker

from engine.now import now
from webapp.boards import counting
from webapp.database import connections
from webapp.database.connections import Database
from webapp.database.server import ServerFailed
from webapp.releases import orders
from webapp.workers.queue import queue_app
from webapp.workers.timers import Sweeper

log = logging.getLogger(__name__)

SWEEP_SECONDS = 1.0
"""Pause between sweeps of an idle worker: no timer fires later than this after its date."""
COUNT_SECONDS = 5.0
"""Pause between counts of what happened meanwhile, for boards."""
RELEASE_SECONDS = 1.0
"""Pause between looks for releases whose moment has come."""
POLL_SECONDS = 5.0
"""How often the queue is looked at even without a notification."""
STALLED_SECONDS = 30.0
"""Without a heartbeat for so long a worker counts as dead and its jobs are given to others."""
CONCURRENCY = 4

DATABASE_AWAY = (psycopg.OperationalError, psycopg.InterfaceError, ServerFailed)


def run(database: Database) -> None:
    """Work until SIGTERM or SIGINT."""
    asyncio.run(_Loop(database).run())


class _Loop:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.stopping = threading.Event()

    async def run(self) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        threads = [
            threading.Thread(target=work, name=name)
            for name, work in (("timers", self._sweep), ("figures", self._count), ("releases", self._release))
        ]
        for thread in threads:
            thread.start()
        log.info("worker ready", extra={"action": "worker_ready"})
        try:
            while not stop.is_set():
                await self._work_until(stop)
        finally:
            self.stopping.set()
            for thread in threads:
                await asyncio.to_thread(thread.join)

    def _sweep(self) -> None:
        sweeper = Sweeper()
        while not self.stopping.wait(SWEEP_SECONDS):
            try:
                sweeper.sweep()
            except DATABASE_AWAY:
                log.warning("timers: the database is away", extra={"action": "database_away"})
            except Exception:
                log.exception("timers: a sweep failed", extra={"action": "sweep_failed"})

    def _count(self) -> None:
        """Figures of boards follow what happened; a page that is opened earlier counts by itself."""
        while not self.stopping.wait(COUNT_SECONDS):
            try:
                with connections.take() as connection:
                    while counting.count_some(connection) and not self.stopping.is_set():
                        pass
            except DATABASE_AWAY:
                log.warning("figures: the database is away", extra={"action": "database_away"})
            except Exception:
                log.exception("figures: counting failed", extra={"action": "count_failed"})

    def _release(self) -> None:
        """Scheduled versions of processes come into force; beside the timers, because their scenarios are played first."""
        while not self.stopping.wait(RELEASE_SECONDS):
            try:
                with connections.take() as connection:
                    for order in orders.carry_out_due(connection):
                        log.info("a scheduled release", extra={"action": f"release_{order.state}", "order": order.id})
            except DATABASE_AWAY:
                log.warning("releases: the database is away", extra={"action": "database_away"})
            except Exception:
                log.exception("releases: a scheduled one failed", extra={"action": "release_failed"})

    async def _work_until(self, stop: asyncio.Event) -> None:
        """Run the queue's worker until told to stop, or until it breaks; then the caller begins anew."""
        try:
            # Connecting first starts our own database again if it was killed; the queue alone would only fail.
            (await asyncio.to_thread(self.database.connect)).close()
            await _work(self.database.url, stop)
        except (ProcrastinateException, *DATABASE_AWAY):
            log.warning("jobs: the database is away", extra={"action": "database_away"})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), SWEEP_SECONDS)


async def _work(url: str, stop: asyncio.Event) -> None:
    app = queue_app(url, connections=CONCURRENCY + 2)
    async with app.open_async():
        worker = Worker(
            app=app, concurrency=CONCURRENCY, fetch_job_polling_interval=POLL_SECONDS, delete_jobs="successful",
            install_signal_handlers=False, stalled_worker_timeout=STALLED_SECONDS,
        )  # fmt: skip
        running, *others = (asyncio.ensure_future(work) for work in (worker.run(), _adopt_orphans(app), stop.wait()))
        await asyncio.wait({running, *others}, return_when=asyncio.FIRST_COMPLETED)
        worker.stop()
        for other in others:
            other.cancel()
        for outcome in await asyncio.gather(running, *others, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome


async def _adopt_orphans(app: App) -> None:
    """Give the jobs of dead workers to the living."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            log.warning("job of a dead worker", extra={"action": "job_adopted", "job": job.id})
            await app.job_manager.retry_job(job, retry_at=now())
        await asyncio.sleep(STALLED_SECONDS / 3)
