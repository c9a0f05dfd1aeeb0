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


def accounts(units: Iterable[Unit], posts: Mapping[str, tuple[str, ...]]) -> list[Account]:
    """One account per role that `posts` asks for at the tier of a territory, or at a "department"."""
    return [
        _post(unit, role) for unit in units for role in posts.get("department" if unit.kind == "department" else unit.tier, ())
    ]


def _post(unit: Unit, role: str) -> Account:
    title, title_en = TITLES[role]
    return Account(login=f"{unit.code}-{title_en}", name=f"{unit.name}{title}", name_en=None, positions=((unit.code, role),))
