"""A town with late errands, and a supervisor who runs a campaign over them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.calendar import SHANGHAI
from engine.commands import CompleteTask, StartCase
from engine.now import Traveller
from tests.support import town
from webapp.casework import definitions
from webapp.casework.execute import execute
from webapp.config import ROOT
from webapp.database.connections import Connection
from webapp.workers.drain import drain

APRIL = datetime(2026, 4, 13, 9, 0, tzinfo=SHANGHAI)
MAY = datetime(2026, 5, 11, 9, 0, tzinfo=SHANGHAI)
JUNE_30 = datetime(2026, 6, 30, 17, 30, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    for folder in ("campaign", "supervision"):
        definitions.deploy(connection, definitions.files_of(ROOT / "processes" / folder))
    clock.go(APRIL)


def late_errands(clock: Traveller, count: int, **file: Any) -> list[int]:
    """Cases that are late by MAY, where time stands then; the caller may start others before."""
    cases = [town.start(**file).case_id for _ in range(count)]
    clock.go(MAY)
    drain()
    return cases


def campaign(**query: Any) -> int:
    """A campaign of the district whose list was just frozen."""
    file = {"title": "网格事项清零", "unit": "east", "closes_on": "2026-06-30", "basis": "市政府专题会议纪要"}
    case_id = execute(StartCase(command_id=town.new_id(), process="campaign", file=file), town.SUPERVISOR).case_id
    does(case_id, **{"which": "overdue", "category": "light", **query})
    return case_id


def does(case_id: int, **answers: Any) -> None:
    """The supervisor completes the open task of the campaign, and its jobs run."""
    command = CompleteTask(command_id=town.new_id(), task=town.open_task(case_id), answers=answers, assignee=4)
    execute(command, town.SUPERVISOR, case_id=case_id)
    drain()


def close(case_id: int) -> None:
    """The errand is handled, and its caller is satisfied."""
    town.complete(case_id, town.CLERK)
    drain()
    town.complete(case_id, town.CALLER, satisfied=True)


def file_of(connection: Connection, case_id: int) -> dict[str, Any]:
    row = connection.execute('SELECT file FROM "case" WHERE id = %s', (case_id,)).fetchone()
    return row[0] if row else {}  # type: ignore[return-value]


DAY = timedelta(days=1)
