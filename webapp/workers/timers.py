"""Due timers and clocks: find the cases, fire each through the one door.

The sweep locks case rows (SKIP LOCKED), so several workers never work on the same case, and fires a small batch in one
transaction. A step of a person that meets such a lock waits for some milliseconds, then goes on with what the case became."""

from __future__ import annotations

import logging
import time
import uuid
from dataclasses import dataclass, field

import psycopg

from engine.commands import FireTimers
from engine.errors import Rejection
from engine.events import ClockBreached, TimerFired
from engine.now import now
from webapp.casework.actors import TIMER
from webapp.casework.execute import Receipt, execute
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.standstill import is_at_work

log = logging.getLogger(__name__)

BATCH = 25
"""Cases per transaction: enough to share a commit, few enough that nobody waits long for the lock."""
SET_ASIDE_SECONDS = 60.0
"""How long a case that cannot fire is left alone, so that it does not hold up the others."""

DUE = """
    SELECT c.id FROM due_timer d JOIN "case" c ON c.id = d.case_id
    WHERE d.due_at <= %(now)s AND d.case_id <> ALL(%(set_aside)s)
    ORDER BY d.due_at LIMIT %(limit)s
    FOR NO KEY UPDATE OF c SKIP LOCKED
"""


@dataclass(slots=True)
class Sweeper:
    """Remembers, for this process, which cases could not fire. `fired` counts timers and breaches since the start."""

    fired: int = 0
    _set_aside: dict[int, float] = field(default_factory=dict)

    def sweep(self) -> int:
        """Fire everything due now; how many timers and clocks fired. Broken cases are logged, set aside, and stop nobody."""
        before = self.fired
        while self._batch():
            pass
        return self.fired - before

    def _batch(self) -> bool:
        """One batch; whether there was anything to do."""
        ids: list[int] = []
        with connections.take() as connection:
            try:
                with connection.transaction():
                    ids = self._due(connection)
                    fired = sum(self._fire(case_id, connection) for case_id in ids)
            except psycopg.errors.OperationalError:
                raise
            except psycopg.Error:
                log.warning("a batch of timers broke; firing one by one", exc_info=True, extra={"action": "timers_one_by_one"})
                fired = sum(self._fire_alone(case_id) for case_id in ids)
        self.fired += fired
        return bool(ids)

    def _due(self, connection: Connection) -> list[int]:
        still = time.monotonic()
        self._set_aside = {case_id: until for case_id, until in self._set_aside.items() if until > still}
        if not is_at_work(connection):
            return []
        rows = connection.execute(DUE, {"now": now(), "set_aside": list(self._set_aside), "limit": BATCH}).fetchall()
        return list(dict.fromkeys(row[0] for row in rows))  # type: ignore[arg-type]

    def _fire(self, case_id: int, within: Connection | None) -> int:
        """Fire one case. A failure of the database breaks the transaction and is the caller's; all others end here."""
        try:
            receipt = execute(FireTimers(command_id=f"timers:{uuid.uuid4().hex}"), TIMER, case_id=case_id, within=within)
        except psycopg.Error:
            raise
        except Exception as failure:
            level = logging.WARNING if isinstance(failure, Rejection) else logging.ERROR
            log.log(level, "timers of a case cannot fire", exc_info=True, extra={"action": "timer_failed", "case": case_id})
            self._leave_alone(case_id)
            return 0
        if not receipt.events:
            log.warning("a timer was due in the table but not in the case", extra={"action": "timer_stale", "case": case_id})
            self._leave_alone(case_id)
        return fired_by(receipt)

    def _fire_alone(self, case_id: int) -> int:
        try:
            return self._fire(case_id, None)
        except psycopg.Error:
            log.exception("timers of a case cannot be saved", extra={"action": "timer_failed", "case": case_id})
            self._leave_alone(case_id)
            return 0

    def _leave_alone(self, case_id: int) -> None:
        self._set_aside[case_id] = time.monotonic() + SET_ASIDE_SECONDS


def fired_by(receipt: Receipt) -> int:
    return sum(isinstance(event, TimerFired | ClockBreached) for event in receipt.events)
