"""How far a campaign is: what each member is now, the figures, and how many were open at the end of each day.

A member is *cleared* when its case is closed, *left* when the case was ended otherwise (merged, withdrawn, passed on),
*open* else. A closed member is open again while a case that reopens it is open. After the closing day the settled state
counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from engine.calendar import SHANGHAI
from engine.now import now
from webapp.database.connections import Connection

STATES = """
    WITH RECURSIVE chain AS (
        SELECT i.case_id AS member, i.case_id AS at FROM campaign_item i WHERE i.campaign_id = %(campaign)s
        UNION SELECT chain.member, l.source_id FROM chain JOIN case_link l ON l.target_id = chain.at AND l.kind = 'reopens'
    ), stretch AS (  -- each case of the chain: when it was opened, when and how it ended
        SELECT chain.member, c.id, c.opened_at, c.closed_at, c.outcome, row_number() OVER (
            PARTITION BY chain.member ORDER BY c.closed_at IS NULL DESC, c.opened_at DESC) AS newest
        FROM chain JOIN "case" c ON c.id = chain.at
    )
    SELECT i.case_id,
        CASE WHEN i.settled IS NOT NULL AND i.settled <> 'residual' THEN i.settled WHEN i.settled = 'residual' THEN 'open'
             WHEN s.closed_at IS NULL THEN 'open' WHEN s.outcome = ANY(%(left)s) THEN 'left' ELSE 'cleared' END AS state,
        CASE WHEN i.settled IS NOT NULL THEN i.cleared_at ELSE s.closed_at END AS ended_at,
        s.id <> i.case_id AS is_reopened,
        (SELECT jsonb_agg(jsonb_build_array(t.opened_at, t.closed_at) ORDER BY t.opened_at)
         FROM stretch t WHERE t.member = i.case_id) AS stretches
    FROM campaign_item i JOIN stretch s ON s.member = i.case_id AND s.newest = 1
    WHERE i.campaign_id = %(campaign)s ORDER BY i.number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`state`: open, cleared or left. `ended_at` None: it is open. `stretches`: (opened, ended) of the case and those that
    reopen it."""

    case_id: int
    state: str
    ended_at: datetime | None
    is_reopened: bool
    stretches: tuple[tuple[datetime, datetime | None], ...]

    def is_open_at(self, moment: datetime) -> bool:
        return any(begin <= moment and (end is None or end > moment) for begin, end in self.stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`remaining`: open at the end of the day (or now, today). `ideal`: on a straight line to the closing day."""

    day: date
    remaining: int
    ideal: float


def states(connection: Connection, campaign: int, left_outcomes: Sequence[str]) -> list[State]:
    """What each member is now, by number."""
    rows = connection.execute(STATES, {"campaign": campaign, "left": list(left_outcomes)}).fetchall()
    return [
        State(
            case_id=int(str(case_id)), state=str(state), ended_at=None if state == "open" else _moment(ended_at),
            is_reopened=bool(is_reopened), stretches=tuple(_stretch(pair) for pair in stretches or ()),  # type: ignore[attr-defined]
        )
        for case_id, state, ended_at, is_reopened, stretches in rows
    ]  # fmt: skip


def burn_down(members: Sequence[State], frozen_at: datetime, closes_at: datetime, *, until: datetime | None = None) -> list[Day]:
    """One entry for each day from freezing to the closing day, as far as time has come; `until`: when it was settled."""
    first, last = _day(frozen_at), _day(closes_at)
    end = min(until or now(), now())
    days = max((last - first).days, 1)
    found = []
    for number in range((max(last, _day(end)) - first).days + 1):
        day = first + timedelta(days=number)
        if day > _day(end):
            break
        close = min(datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI), end)
        remaining = sum(member.is_open_at(close) for member in members)
        found.append(Day(day=day, remaining=remaining, ideal=max(0.0, round(len(members) * (1 - number / days), 1))))
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _stretch(pair: Sequence[Any]) -> tuple[datetime, datetime | None]:
    begin, end = _moment(pair[0]), _moment(pair[1])
    assert begin is not None
    return begin, end
