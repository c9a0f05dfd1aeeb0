"""Who may see what in the demo city: clearances, restricted requests, a deputy, somebody who stepped back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.commands import StartCase
from engine.now import at, now
from webapp import vault
from webapp.casework import clearances, deputies, recusals, runtime
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.data import load
from webapp.demo.playing import person
from webapp.importing.filing import PROCESS, case_file
from webapp.importing.requests import Request
from webapp.workers.drain import run_waiting_jobs

PLAIN = ("title", "place", "channel", "kind", "urgency", "category")
SEALED = ("statement", "name", "phone")
THEIRS = """
    SELECT w.case_id FROM work_item w JOIN "position" p ON (p.unit, p.role) = (w.unit, w.role)
    WHERE p.user_id = %s AND w.state = 'open' AND w.compartment IS NULL ORDER BY w.case_id LIMIT 1
"""


def clear(until: datetime) -> None:
    """Two days before `until`."""
    with at(until - timedelta(days=2)):
        for grant in load("access_stories")["clearances"]:
            _clear(**grant)


def populate(until: datetime) -> None:
    """All of it happens since."""
    told = load("access_stories")
    for number, request in enumerate(told["requests"]):
        with at(until - timedelta(hours=request["hours"])):
            _file(request, f"demo-restricted-{number}")
    with at(until - timedelta(hours=3)), connections.take() as connection:
        _lend(connection, until, **told["deputy"])
        _step_back(connection, **told["recusal"])


def _clear(login: str, compartments: list[str], reason: str) -> None:
    by, user = person("admin"), person(login).user_id or 0
    with connections.take() as connection:
        directory = runtime.current(connection).directory
        for compartment in compartments:
            clearances.grant(connection, by, directory, user_id=user, compartment=compartment, reason=reason)


def _file(request: Mapping[str, Any], name: str) -> None:
    told, keeper = request["told"], vault.current()
    asked = Request(source="demo", external_id=name, received_at=now(), **{key: told[key] for key in PLAIN})
    with connections.take() as connection, connection.transaction():
        sealed = keeper.seal(connection, keeper.enrol(connection, phone=told["phone"]), {key: told[key] for key in SEALED})
        file = case_file(asked, runtime.current(connection).directory, sealed)
        restricted = {key: request.get(key) for key in ("compartment", "about_unit")}
        command = StartCase(command_id=name, process=PROCESS, file={**file, **restricted, "anonymous": told["confidential"]})
        execute(command, person("call"), within=connection)
    run_waiting_jobs()


def _lend(connection: Connection, until: datetime, absent: str, deputy: str, role: str, days: int, reason: str) -> None:
    by, directory = person(absent), runtime.current(connection).directory
    deputies.arrange(
        connection, by, directory, user_id=by.user_id or 0, deputy_id=person(deputy).user_id or 0,
        seats=[seat for seat in sorted(by.positions) if seat[0] == role], starts_at=until - timedelta(hours=3),
        ends_at=until + timedelta(days=days), reason=reason,
    )  # fmt: skip


def _step_back(connection: Connection, login: str, reason: str) -> None:
    by, directory = person(login), runtime.current(connection).directory
    for (case_id,) in connection.execute(THEIRS, (by.user_id,)).fetchall():
        recusals.declare(connection, by, directory, case_id=int(str(case_id)), scope="case", reason=reason)
