"""Whom to sign in as, in the order in which a request meets them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.demo.city import units
from webapp.demo.people import people

STATIONS = (
    "call", "intake", "dispatch", "lp-roads-clerk", "lp-roads-leader", "lp101-dispatch", "lp10101-clerk", "lp10101-leader",
    "lp10101-gw", "lp10101-police", "lp10101-cm", "lp10101-cleaner",
    "quality", "callback", "supervise", "mayor", "audit", "model", "review", "release", "admin",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One account to try. `role`: the first role the person holds; texts in Chinese and English."""

    login: str
    role: str
    title: str
    title_en: str
    name: str
    name_en: str
    unit: str
    unit_name: str
    unit_name_en: str


def sign_ins() -> list[SignIn]:
    by_login = {person.account.login: person for person in people()}
    tree = {unit.code: unit for unit in units()}
    found = []
    for login in STATIONS:
        person = by_login[login]
        place, role = person.account.positions[0]
        found.append(SignIn(
            login=login, role=role, title=person.title, title_en=person.title_en, name=person.account.name,
            name_en=person.account.name_en or "", unit=place, unit_name=tree[place].name, unit_name_en=tree[place].name_en or "",
        ))  # fmt: skip
    return found
