"""Who may open a supervision case, and who may instruct: one table for buttons, pages and the forms behind them."""

from __future__ import annotations

from webapp.casework.actors import Actor
from webapp.casework.queries.subject import concerned
from webapp.casework.supervision_rules import PROCESS
from webapp.models import Case
from webapp.pages.running import running

SUPERVISORS = ("supervisor",)
LEADERS = ("leader_viewer",)


def may_supervise(by: Actor, case: Case | None = None) -> bool:
    """`case`: over this one; None: over any."""
    return _may(by, SUPERVISORS, case)


def may_instruct(by: Actor, case: Case | None = None) -> bool:
    """`case`: over this one; None: over any."""
    return _may(by, LEADERS, case)


def _may(by: Actor, roles: tuple[str, ...], case: Case | None) -> bool:
    units = [unit for role, unit in by.positions if role in roles]
    if case is None or not units:
        return bool(units)
    directory, (places, _) = running().directory, concerned(case)
    if case.closed_at is not None or case.process == PROCESS:
        return False  # nobody supervises supervision
    return any(place and directory.is_within(place, unit) for place in places for unit in units)
