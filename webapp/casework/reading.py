"""Who may read a case: people whose unit it concerns, those above them, and those who worked on it. Deny by default.

A role that has nothing to do with cases (organisation, models, machines) opens none, whatever its unit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from webapp.casework.actors import Actor
from webapp.casework.directory import Directory

READERS = frozenset((
    "call_taker", "intake_reviewer", "dispatcher", "unit_clerk", "unit_leader", "co_unit_clerk", "grid_worker", "grid_leader",
    "grid_police", "grid_cm", "grid_cleaner", "quality_reviewer", "callback_agent", "supervisor", "leader_viewer", "assessor",
    "auditor", "data_protection_officer",
))  # fmt: skip
EVERYWHERE = frozenset(("auditor", "data_protection_officer"))

ACCOUNTABLE = (
    "dispatcher", "unit_clerk", "unit_leader", "grid_leader", "quality_reviewer", "supervisor", "leader_viewer", "assessor",
    "auditor",
)  # fmt: skip
"""Who keeps promises or answers for those who do: what ran late, what is cleared, and the figures are theirs to see."""

SEES: dict[str, tuple[str, ...]] = {
    "desk": ("call_taker",),
    "clearances": ("org_admin",),
    "organisation": ("org_admin", "sys_admin"),
    "units": ("org_admin",),
    "rules": ("release_manager", "modeller", "model_reviewer", "auditor", "supervisor", "org_admin"),
    "forsaken": ("supervisor", "org_admin"),
    "grid": ("grid_worker", "grid_leader", "grid_police", "grid_cm", "grid_cleaner"),
    "clearance": ACCOUNTABLE,
    "campaign": ACCOUNTABLE,
    "petitions": ("intake_reviewer", "supervisor", "auditor"),
    "supervision": ("supervisor", "leader_viewer", "unit_leader", "dispatcher", "auditor"),
    "board": ACCOUNTABLE,
    "studio": ("modeller", "model_reviewer", "release_manager", "auditor"),
    "mining": ("auditor", "data_protection_officer", "assessor", "supervisor", "leader_viewer", "unit_leader"),
    "incidents": ("release_manager", "sys_admin"),
    "audit": ("auditor", "data_protection_officer"),
    "knowledge": (
        "call_taker", "intake_reviewer", "dispatcher", "unit_clerk", "unit_leader", "co_unit_clerk", "quality_reviewer",
        "callback_agent", "supervisor",
    ),
}  # fmt: skip
"""Page -> roles that have it; pages and links ask `sees`."""


def sees(by: Actor, page: str) -> bool:
    """Whether this person has the page `page`."""
    return not by.roles.isdisjoint(SEES[page])


def may_read(by: Actor, directory: Directory, *, places: Sequence[str | None], people: Collection[int | None] = ()) -> bool:
    """`places`: units the case concerns (holds it, happened there, had a task). `people`: who worked on it."""
    if by.user_id in people:
        return True
    for role, unit in by.positions:
        if role in EVERYWHERE or (role in READERS and any(place and directory.is_within(place, unit) for place in places)):
            return True
    return False


def units_seen(by: Actor, page: str) -> list[str]:
    """The units whose subtrees this person sees on a page; the auditor's is everything: the roots above his units."""
    return sorted({unit for role, unit in by.positions if role in SEES[page]})


def scope_of(by: Actor) -> list[str] | None:
    """The units whose subtrees hold the cases this person may list. None: all cases."""
    if by.roles & EVERYWHERE:
        return None
    return sorted({unit for role, unit in by.positions if role in READERS})
