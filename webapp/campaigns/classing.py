"""Which class a member belongs to: asked of the decision table, once for all and the same for preview and hand-out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.now import now
from webapp.campaigns.orders import Asks
from webapp.database.connections import Connection

DECISION = "campaign_class"
ACTIONS = ("chase", "supervise", "none")
"""What may be done with a class: tell its units, open supervision, or only list it."""
MEMBERS = """
    SELECT i.case_id, i.number, i.unit, i.urgency, i.tier, i.due_at, c.unit FROM campaign_item i
    JOIN "case" c ON c.id = i.case_id WHERE i.campaign_id = %s AND c.closed_at IS NULL ORDER BY i.number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """`unit`: that has it now, else that whose promise it was. `action`: what the table proposes."""

    case_id: int
    number: str
    unit: str | None
    kind: str
    priority: int
    action: str


def classed(connection: Connection, campaign: int, asks: Asks) -> Iterator[Classed]:
    """The open members with their classes, by number."""
    for case_id, number, unit, urgency, tier, due_at, holder in connection.execute(MEMBERS, (campaign,)).fetchall():
        found = asks(DECISION, {"urgency": urgency, "tier": tier, "days_late": _days_late(due_at)})
        yield Classed(
            case_id=int(str(case_id)), number=str(number), unit=str(holder or unit) if holder or unit else None,
            kind=found["class"], priority=int(found["priority"]), action=found["action"],
        )  # fmt: skip


def _days_late(due_at: object) -> int:
    return max(0, (now() - due_at).days) if isinstance(due_at, datetime) else 0
