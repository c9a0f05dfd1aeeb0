"""A finding goes back to the unit as a case of the process `finding`, linked to the case it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import class_row

from engine.commands import StartCase
from engine.errors import Rejection
from webapp import vault
from webapp.audit import log
from webapp.audit.chain import moment
from webapp.casework import runtime
from webapp.casework.actors import Actor
from webapp.casework.execute import NoSuchCase, Receipt, execute
from webapp.database.connections import Connection
from webapp.importing.filing import TIERS

PROCESS = "finding"
LINK = "finding_on"
"""Read a link of this kind as: finding *finding on* case."""
RULES = ("lateness", "dispatch", "handling", "reply", "callback", "personal_data", "separation_of_duties", "record", "other")
"""What a finding says was broken."""
SEVERITIES = ("low", "medium", "high")


ABOUT = """
    SELECT c.id, c.number, c.title, c.category, c.compartment, c.about_unit, coalesce((
        SELECT w.unit FROM work_item w WHERE w.case_id = c.id AND w.phase = 'handling' AND w.role IN ('unit_clerk', 'unit_leader')
        ORDER BY w.task DESC LIMIT 1
    ), c.unit) AS unit
    FROM "case" c WHERE c.id = %s
"""
"""The unit that handled it last; a case that has come back to the centre, for review or callback, is not the centre's fault."""


class NobodyResponsible(Rejection):
    """No unit had this case, so nobody can answer for it."""


class NoSuchMoment(Rejection):
    """The case has no event of this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a finding takes over from the case it is about. `unit`: who answers."""

    id: int
    number: str
    title: str | None
    unit: str | None
    category: str | None
    compartment: str | None
    about_unit: str | None


def about(connection: Connection, case_id: int) -> About:
    """Raises NoSuchCase."""
    with connection.cursor(row_factory=class_row(About)) as cursor:
        row = cursor.execute(ABOUT, (case_id,)).fetchone()
    if row is None:
        raise NoSuchCase(case=case_id)
    return row


def moment_of(connection: Connection, case_id: int, event: int) -> datetime:
    """When an event of a case happened. Raises NoSuchMoment."""
    row: Any = connection.execute("SELECT at FROM case_event WHERE case_id = %s AND seq = %s", (case_id, event)).fetchone()
    if row is None:
        raise NoSuchMoment
    return row[0]  # type: ignore[no-any-return]


def file(
    connection: Connection,
    case: About,
    words: str,
    *,
    rule: str,
    severity: str,
    by: Actor,
    command_id: str,
    sample: int | None = None,
    event: int | None = None,
) -> Receipt:
    """Open the case of a finding. `words`: what was found; they go into the vault. `event`: number of the event of the case it is
    about, so that whoever answers sees the same moment. Whoever had the case answers; the finding is as restricted as the case.
    The same command id again gives the first receipt. Raises NobodyResponsible, NoSuchMoment, Rejection."""
    if case.unit is None:
        raise NobodyResponsible
    at = None if event is None else moment_of(connection, case.id, event)
    with connection.transaction() as whole:
        keeper, directory = vault.current(), runtime.current(connection).directory
        sealed = keeper.seal(connection, keeper.enrol(connection), {"statement": words})
        seat = min((unit for role, unit in by.positions if role == "auditor"), default=None)
        content = {
            "title": vault.redact(case.title or case.number), "statement": sealed["statement"], "unit": case.unit,
            "auditors": seat or case.unit, "category": case.category, "rule": rule, "severity": severity,
            "place": {"unit": case.unit, **{tier: directory.ancestor(case.unit, tier) for tier in TIERS}},
            "case_number": case.number, "sample": sample, "event": event, "event_at": at and moment(at),
            "compartment": case.compartment, "about_unit": case.about_unit,
        }  # fmt: skip
        links = ({"kind": LINK, "case": case.id},)
        receipt = execute(
            StartCase(command_id=by.own(command_id), process=PROCESS, file=content, links=links), by, within=connection
        )
        if receipt.is_repeated:
            raise psycopg.Rollback(whole)
        log.record(connection, "finding_filed", by.label, {
            "case": case.id, "finding": receipt.number, "rule": rule, "severity": severity, "sample": sample,
            **({} if event is None else {"event": event}),
        })  # fmt: skip
    return receipt
