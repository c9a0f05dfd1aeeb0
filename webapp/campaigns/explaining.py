"""What remains on the closing day: for each item a reason, a plan and a date. The plan is a note and lies in the vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp import vault
from webapp.database.connections import Connection

RESIDUAL = """
    SELECT number, reason, until, plan FROM campaign_item WHERE campaign_id = %s AND settled = 'residual' ORDER BY number
"""
KEEP = """
    UPDATE campaign_item SET reason = %(reason)s, until = %(until)s, plan = coalesce(%(plan)s, plan)
    WHERE campaign_id = %(campaign)s AND case_id = %(case_id)s AND settled = 'residual'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """About one remaining item, as typed; empty where nothing is said yet. `plan` empty: as it was."""

    case_id: int
    reason: str | None
    until: date | None
    plan: str


def keep(connection: Connection, campaign: int, said: Iterable[Said]) -> None:
    """Write down what is said so far."""
    party: int | None = None
    for item in said:
        plan = None
        if item.plan:
            party = party or vault.current().enrol(connection)
            plan = vault.current().seal(connection, party, {"note": item.plan})["note"]["vault"]
        connection.execute(KEEP, {
            "reason": item.reason, "until": item.until, "plan": plan, "campaign": campaign, "case_id": item.case_id,
        })  # fmt: skip


def answers(connection: Connection, campaign: int) -> list[dict[str, Any]] | None:
    """What the history keeps: number, reason, until, plan (reference) of each remaining item; None while one is missing."""
    rows = connection.execute(RESIDUAL, (campaign,)).fetchall()
    if any(reason is None or until is None or plan is None for _, reason, until, plan in rows):
        return None
    return [
        {"number": number, "reason": reason, "until": str(until), "plan": {"vault": plan, "class": "note"}}
        for number, reason, until, plan in rows
    ]
