"""Accounts for the posts of imported units: an office nobody holds would send all its work to its superior.

They are posts, not people: named after the office, without a password until an administrator sets one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.importing.organisation import Account, Unit

TITLES = {
    "dispatcher": ("派单员", "dispatcher"),
    "unit_clerk": ("经办人", "clerk"),
    "unit_leader": ("负责人", "leader"),
    "supervisor": ("督办员", "supervisor"),
}
TWICE = frozenset(("dispatcher",))
"""Roles that need two people: whoever dispatched does not rule on the return."""


def accounts(units: Iterable[Unit], posts: Mapping[str, tuple[str, ...]]) -> list[Account]:
    """The accounts of each role that `posts` asks for at the tier of a territory, or at a "department"."""
    return [
        account
        for unit in units for role in posts.get("department" if unit.kind == "department" else unit.tier, ())
        for account in _posts(unit, role)
    ]  # fmt: skip


def _posts(unit: Unit, role: str) -> list[Account]:
    title, title_en = TITLES[role]
    marks = ("", "2") if role in TWICE else ("",)
    return [
        Account(
            login=f"{unit.code}-{title_en}{mark}", name=f"{unit.name}{title}{mark}", name_en=None, positions=((unit.code, role),)
        )
        for mark in marks
    ]
