"""The closing day: count what was cleared and what remains, once. What happens to the members later changes no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.now import now
from webapp.campaigns.progress import states
from webapp.database.connections import Connection

SETTLE = """
    UPDATE campaign_item SET settled = %(settled)s, cleared_at = %(cleared_at)s
    WHERE campaign_id = %(campaign)s AND case_id = %(case_id)s
"""
COUNTS = """
    SELECT count(*), count(*) FILTER (WHERE settled = 'cleared'), count(*) FILTER (WHERE settled = 'left'),
           count(*) FILTER (WHERE settled = 'residual') FROM campaign_item WHERE campaign_id = %s
"""


def settle(connection: Connection, campaign: int, left_outcomes: Sequence[str]) -> dict[str, Any]:
    """{members, cleared, left, residual}; a second time the same figures."""
    with connection.transaction():
        row = connection.execute("SELECT settled_at FROM campaign WHERE case_id = %s FOR UPDATE", (campaign,)).fetchone()
        if row is not None and row[0] is None:
            for member in states(connection, campaign, left_outcomes):
                settled = "residual" if member.state == "open" else member.state
                connection.execute(SETTLE, {
                    "settled": settled, "cleared_at": member.ended_at, "campaign": campaign, "case_id": member.case_id,
                })  # fmt: skip
            connection.execute("UPDATE campaign SET settled_at = %s WHERE case_id = %s", (now(), campaign))
        counts = connection.execute(COUNTS, (campaign,)).fetchone()
    return dict(zip(("members", "cleared", "left", "residual"), counts or (), strict=True))
