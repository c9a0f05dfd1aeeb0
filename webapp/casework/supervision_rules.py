"""What the tables of processes/supervision say outside of a case: which cards count, what they cost, what a mass repeat is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from webapp.casework.runtime import Runtime
from webapp.database.connections import Connection

PROCESS = "supervision"


def decided(active: Runtime, decision: str, **known: Any) -> Any:
    """The answer of a decision of the supervision process, under the policies and published tables in force."""
    return active.engine.ask(active.library.newest(PROCESS), decision, known).value


def card_window(active: Runtime) -> datetime:
    """Cards given since then count."""
    return datetime.fromisoformat(str(decided(active, "card_window")))


def card_points(active: Runtime, cards: Mapping[str, int]) -> float:
    """What {yellow, red} cards cost."""
    return float(decided(active, "card_points", cards=dict(cards)))


def card_consequence(active: Runtime, cards: Mapping[str, int]) -> str:
    """interview, letter or none."""
    return str(decided(active, "card_consequence", cards=dict(cards)))


def counted_cards(connection: Connection, unit: str, since: datetime) -> dict[str, int]:
    """{yellow, red}: cards of the unit itself, but those taken back."""
    rows = connection.execute(
        "SELECT colour, count(*) - 2 * count(reverses) FROM card WHERE unit = %s AND at >= %s GROUP BY colour", (unit, since)
    ).fetchall()
    return {"yellow": 0, "red": 0, **dict(rows)}  # type: ignore[dict-item]
