"""The calendar changed: tell every touched case, through the one door. Repeating it is harmless, each case has its command id."""

from __future__ import annotations

import logging
from datetime import date

from engine.commands import RecomputeClocks
from engine.errors import Rejection
from webapp.calendars.recomputing import touched
from webapp.casework.actors import JOB
from webapp.casework.execute import execute
from webapp.database import connections

log = logging.getLogger(__name__)


def recompute_clocks(attempt: int, *, calendar: str, since: str, reason: str, key: str) -> None:
    """`key`: of the order, makes the command ids. A case that refuses (closed meanwhile) does not stop the others."""
    with connections.take() as connection:
        for case_id in touched(connection, calendar, date.fromisoformat(since)):
            try:
                execute(RecomputeClocks(command_id=f"recompute:{key}:{case_id}", reason=reason), JOB, case_id=case_id)
            except Rejection:
                log.info("clocks not recomputed", exc_info=True, extra={"action": "recompute_refused", "case": case_id})
