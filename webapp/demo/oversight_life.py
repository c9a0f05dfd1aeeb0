"""What the auditor of the demo city has begun: a sample of last month's closed requests, one of them in order, one with a
finding, and a case that may not be disposed of."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.now import at
from webapp.casework.actors import Actor
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.playing import person
from webapp.retention import holds
from webapp.sampling import findings, samples
from webapp.sampling.frames import Frame

TITLE = "上月办结件抽查"
SIZE = 8
FOUND = "答复里没有说明修好的日期，回访记录也对不上。"
DRAWN = """
    SELECT i.case_id FROM sample_item i JOIN "case" c ON c.id = i.case_id WHERE i.sample_id = %s AND c.unit IS NOT NULL
    ORDER BY i.position LIMIT 2
"""
HELD = "涉及行政诉讼，结案前保存全部材料"


def populate(until: datetime) -> None:
    """All of it happens in the last hours before `until`."""
    auditor = person("audit")
    last = until.astimezone(CITY_TIME).date()
    frame = Frame(first=last - timedelta(days=31), last=last, process="complaint")
    with connections.take() as connection:
        with at(until - timedelta(hours=2)):
            sample = samples.make(connection, TITLE, frame, "risk", SIZE, auditor, seed="demo")
        with at(until - timedelta(hours=1)):
            _work_through(connection, sample, auditor)


def _work_through(connection: Connection, sample: int, auditor: Actor) -> None:
    rows = connection.execute(DRAWN, (sample,)).fetchall()
    if len(rows) < 2:
        return
    clean, wrong = (int(str(row[0])) for row in rows)
    samples.look_at(connection, sample, clean, "", auditor)
    filed = findings.file(
        connection, findings.about(connection, wrong), FOUND, rule="reply", severity="medium", by=auditor, sample=sample,
        command_id=f"finding:{sample}:{wrong}",
    )  # fmt: skip
    samples.look_at(connection, sample, wrong, "", auditor, finding=filed.case_id)
    holds.put(connection, wrong, HELD, auditor)
