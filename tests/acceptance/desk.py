"""A process that files errands and finishes their first task, writing down each command that was acknowledged. It is killed at
any moment, as a web process may be. Arguments: database url, file of acknowledgements, unit, user id."""

from __future__ import annotations

import itertools
import os
import sys
import uuid

from engine.commands import CompleteTask, StartCase
from engine.events import TaskCreated
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.execute import execute
from webapp.database.connections import Database, use
from webapp.database.server import EmbeddedServer


def main(folder: str, acknowledged: str, unit: str, user: int) -> None:
    from pathlib import Path

    server = EmbeddedServer(Path(folder))
    server.hold()
    use(Database(server.url(), server))
    clerk = Actor(kind="user", user_id=user, positions=frozenset({("unit_clerk", unit)}))
    record = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def noted(command_id: str, number: str) -> None:
        os.write(record, f"{command_id} {number}\n".encode())

    for turn in itertools.count():
        start = StartCase(command_id=uuid.uuid4().hex, process="errand", file={"title": f"差事{turn}", "place": {"unit": unit}})
        receipt = execute(start, SYSTEM)
        noted(start.command_id, receipt.number)
        task = next(event.task for event in receipt.events if isinstance(event, TaskCreated))
        done = CompleteTask(command_id=uuid.uuid4().hex, task=task, assignee=user)
        noted(done.command_id, execute(done, clerk, case_id=receipt.case_id).number)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
