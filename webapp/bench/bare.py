"""The yardstick of the write path: the rows of a step, ready made, in a plain transaction with one statement per table."""

from __future__ import annotations

from typing import Any

import orjson

from webapp.casework.store import Writing
from webapp.database.connections import Connection

READ = 'SELECT version, state, file FROM bare."case" WHERE id = %s'
UPDATE = """
    UPDATE bare."case" SET version = %(version)s, state = %(state)b, head_hash = %(head_hash)b, due_at = %(due_at)s,
        file = coalesce(%(file)s::jsonb, file) WHERE id = %(case_id)s
"""
COMMAND = "INSERT INTO bare.command VALUES (%(command_id)s, %(case_id)s, %(command)s, %(at)s, %(expected)s, %(version)s)"
ROWS = "SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
INSERT = {
    "events": "INSERT INTO bare.case_event " + ROWS.format(table="case_event"),
    "work_item": "INSERT INTO bare.work_item " + ROWS.format(table="work_item") + """
        ON CONFLICT (case_id, task) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at""",
    "clock": "INSERT INTO bare.clock " + ROWS.format(table="clock") + """
        ON CONFLICT (case_id, name, run) DO UPDATE SET state = excluded.state, stopped_at = excluded.stopped_at""",
    "clock_event": "INSERT INTO bare.clock_event " + ROWS.format(table="clock_event"),
    "due_timer": "INSERT INTO bare.due_timer " + ROWS.format(table="due_timer") + """
        ON CONFLICT (case_id, kind, name) DO UPDATE SET due_at = excluded.due_at""",
    "jobs": """SELECT procrastinate_defer_jobs_v1(ARRAY(
        SELECT r FROM jsonb_populate_recordset(NULL::procrastinate_job_to_defer_v1, %s::jsonb) r))""",
}  # fmt: skip
DISARM = """
    DELETE FROM bare.due_timer d USING jsonb_populate_recordset(NULL::due_timer, %s::jsonb) r
    WHERE d.case_id = %s AND d.kind = r.kind AND d.name = r.name
"""


def write(connection: Connection, writing: Writing) -> None:
    """Read the case and write the rows."""
    case_id = writing.values["case_id"]
    with connection.transaction():
        connection.execute(READ, (case_id,)).fetchone()
        connection.execute(UPDATE, writing.values)
        connection.execute(COMMAND, writing.values)
        for part, statement in INSERT.items():
            if rows := writing.rows.get(part):
                connection.execute(statement, (_json(rows),))
        if gone := writing.rows.get("disarmed"):
            connection.execute(DISARM, (_json(gone), case_id))


def _json(rows: Any) -> str:
    return orjson.dumps(rows, option=orjson.OPT_UTC_Z).decode()
