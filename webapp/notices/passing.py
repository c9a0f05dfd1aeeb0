"""From the bell to other ways: every minute, what is new is put down for the channels its reader chose; once a day the digest of
each seat is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson
from psycopg.rows import dict_row

from engine.now import now
from webapp.casework.effects import queued
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.notices.existing import DEPUTIES, EXISTS
from webapp.notices.settings import DIGEST_AT, channels_of, not_before

PASS_ON_NOTICES, WRITE_DIGESTS, SEND_NOTICE = "pass_on_notices", "write_digests", "send_notice"
EVERY_MINUTE, EVERY_FIVE_MINUTES = "* * * * *", "*/5 * * * *"
BATCH = 500
STALE = timedelta(days=1)
"""What is older (an import, a long standstill) stays in the bell and goes nowhere else."""
KEPT = timedelta(days=180)
"""How long a line stays."""

NEW = f"""
    WITH deputies AS ({DEPUTIES})
    SELECT n.id, n.user_id, n.kind, n.case_id, n.at, n.read_at, s.channels, s.quiet_from, s.quiet_to, {EXISTS} AS exists
    FROM personal_notice n JOIN "user" u ON u.id = n.user_id LEFT JOIN "case" c ON c.id = n.case_id
    LEFT JOIN notice_setting s ON s.user_id = n.user_id
    WHERE n.passed_on_at IS NULL ORDER BY n.id LIMIT {BATCH} FOR UPDATE OF n SKIP LOCKED
"""
PUT_DOWN = """
    INSERT INTO delivery (channel, user_id, case_id, key, content, at, not_before) VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (channel, key) DO NOTHING RETURNING id
"""
DIGEST = f"""
    WITH deputies AS ({DEPUTIES}), due AS (
        SELECT u.id FROM "user" u LEFT JOIN notice_setting s ON s.user_id = u.id
        WHERE u.active AND coalesce(s.digest_at, %(house)s) > %(since)s AND coalesce(s.digest_at, %(house)s) <= %(until)s
    ), seated AS (
        SELECT p.user_id, p.unit, p.role FROM "position" p JOIN due ON due.id = p.user_id
        UNION SELECT d.deputy_id, d.unit, d.role FROM deputies d JOIN due ON due.id = d.deputy_id
    ), arrived AS (
        SELECT w.unit, w.role, count(*) AS new, count(*) FILTER (WHERE w.due_at < %(at)s) AS late,
            count(*) FILTER (WHERE w.due_at >= %(at)s AND w.due_at < %(tonight)s) AS today
        FROM (SELECT DISTINCT unit, role FROM seated) s JOIN work_item w USING (unit, role)
        WHERE w.state = 'open' AND w.assignee_id IS NULL AND w.created_at > %(yesterday)s
            AND w.compartment IS NULL AND w.about_unit IS NULL
        GROUP BY w.unit, w.role
    )
    INSERT INTO personal_notice (user_id, kind, facts, key, at)
    SELECT s.user_id, 'arrivals', jsonb_build_object('count', sum(new), 'late', sum(late), 'today', sum(today)), %(key)s, %(at)s
    FROM seated s JOIN arrived a USING (unit, role) GROUP BY s.user_id
    ON CONFLICT (user_id, key) DO NOTHING
"""
"""Restricted work is not counted: who may take it sees it in the list."""


def pass_on() -> int:
    """Put down what is new for the channels chosen; how many messages that made."""
    made = 0
    with connections.take() as connection, connection.transaction():
        with connection.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(NEW, {"at": now()}).fetchall()
        for row in rows:
            made += sum(_put_down(connection, channel, row) for channel in _channels(row))
        connection.execute(
            "UPDATE personal_notice SET passed_on_at = %s WHERE id = ANY(%s)", (now(), [row["id"] for row in rows])
        )
        connection.execute(
            "DELETE FROM personal_notice WHERE id IN (SELECT id FROM personal_notice ORDER BY id LIMIT %s) AND at < %s",
            (BATCH, now() - KEPT),
        )
    return made


def write_digests() -> int:
    """A line for everybody whose time came in the last five minutes and in whose seats something arrived since yesterday."""
    at = now()
    local = at.astimezone(CITY_TIME)
    since = local - timedelta(minutes=5)
    with connections.take() as connection:
        return connection.execute(
            DIGEST,
            {
                "at": at, "yesterday": at - timedelta(days=1), "house": DIGEST_AT, "key": f"arrivals:{local:%Y-%m-%d}",
                "since": since.time().replace(tzinfo=None) if since.date() == local.date() else datetime.min.time(),
                "until": local.time().replace(tzinfo=None),
                "tonight": local.replace(hour=23, minute=59, second=59, microsecond=0),
            },
        ).rowcount  # fmt: skip


def send_later(connection: Connection, delivery: int, at: datetime) -> None:
    """Queue the sending of a delivery, in the transaction that put it down."""
    job = {**queued(SEND_NOTICE, delivery=delivery), "scheduled_at": at}
    connection.execute(
        """SELECT procrastinate_defer_jobs_v1(ARRAY(
               SELECT r FROM jsonb_populate_recordset(NULL::procrastinate_job_to_defer_v1, %s::jsonb) r))""",
        (orjson.dumps([job], option=orjson.OPT_UTC_Z).decode(),),
    )


def _channels(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Where this line goes besides the bell: nowhere once it was read, is old, or its case does not exist for the reader."""
    if row["read_at"] is not None or not row["exists"] or row["at"] < now() - STALE:
        return ()
    return tuple(channel for channel in channels_of(row["channels"] or {}, row["kind"]) if channel != "app")


def _put_down(connection: Connection, channel: str, row: Mapping[str, Any]) -> int:
    at = not_before(now(), row["quiet_from"], row["quiet_to"])
    content = orjson.dumps({"kind": row["kind"]}).decode()
    key = f"notice:{row['id']}"
    written = connection.execute(PUT_DOWN, (channel, row["user_id"], row["case_id"], key, content, now(), at)).fetchone()
    if written:
        send_later(connection, int(str(written[0])), at)
    return 1 if written else 0
