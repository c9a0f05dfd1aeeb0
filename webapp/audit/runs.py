"""Verification on demand: somebody asks, the worker walks over everything, the result stays on record and in the log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from engine.now import now
from webapp.audit import log, sealing
from webapp.database.connections import Connection, json
from webapp.eventlogs.deferring import defer

VERIFY_EVERYTHING = "verify_everything"
"""Name of the queue's task."""
NEW = """
    INSERT INTO verification_run (asked_at, asked_by, cases, events, seals, unsealed, broken, findings)
    VALUES (%s, %s, 0, 0, 0, 0, 0, '[]') RETURNING id
"""
WAITING = "SELECT id FROM verification_run WHERE ended_at IS NULL AND asked_at > %s - interval '1 hour' LIMIT 1"
DONE = """
    UPDATE verification_run SET ended_at = %(at)s, cases = %(cases)s, events = %(events)s, seals = %(seals)s,
        unsealed = %(unsealed)s, broken = %(broken)s, findings = %(findings)s, unreadable = %(unreadable)s
    WHERE id = %(run)s AND ended_at IS NULL RETURNING asked_by
"""
LAST = """
    SELECT id, asked_at, asked_by, ended_at, cases, events, seals, unsealed, broken, findings, unreadable
    FROM verification_run ORDER BY id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`ended_at` None: it waits or runs. `unreadable`: why the copy of the seals could not be read."""

    id: int
    asked_at: datetime
    asked_by: str
    ended_at: datetime | None
    cases: int
    events: int
    seals: int
    unsealed: int
    broken: int
    findings: list[dict[str, Any]]
    unreadable: str | None

    @property
    def holds(self) -> bool:
        return self.ended_at is not None and not self.broken and not self.unreadable


def order(connection: Connection, by: str) -> bool:
    """Ask for a verification; False when one is on its way already. `by`: actor label."""
    with connection.transaction():
        connection.execute("LOCK TABLE verification_run IN SHARE ROW EXCLUSIVE MODE")
        if connection.execute(WAITING, (now(),)).fetchone():
            return False
        row = connection.execute(NEW, (now(), by)).fetchone()
        defer(connection, VERIFY_EVERYTHING, run=row[0] if row else 0)
    return True


def carry_out(connection: Connection, run: int) -> None:
    """Verify everything, keep the result. A second time changes nothing."""
    values: dict[str, Any] = {"run": run, "unreadable": None, "cases": 0, "events": 0, "seals": 0, "unsealed": 0, "broken": 0}
    findings: list[dict[str, Any]] = []
    try:
        report = sealing.current().verify()
    except ValueError as unreadable:
        values["unreadable"] = str(unreadable)[:500]
    else:
        values |= {name: getattr(report, name) for name in ("cases", "events", "seals", "unsealed", "broken")}
        findings = [asdict(finding) for finding in report.findings]
    with connection.transaction():
        row = connection.execute(DONE, {**values, "at": now(), "findings": json(findings)}).fetchone()
        if row is not None:
            about = {name: values[name] for name in ("cases", "events", "seals", "broken", "unreadable")}
            log.record(connection, "verified", str(row[0]), about)


def last(connection: Connection, most: int = 5) -> list[Run]:
    """The newest first."""
    names = Run.__slots__
    return [Run(**dict(zip(names, row, strict=True))) for row in connection.execute(LAST, (most,)).fetchall()]
