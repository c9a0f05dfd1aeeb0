"""Finding people by a number they gave. Whoever looks is written down, whether somebody is found or not; the number is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp import vault
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.database.connections import Connection
from webapp.vault.id_numbers import is_id_number, normal

SHORTEST = 7
"""Digits of a telephone number."""
WHOLE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")
"""A number typed to its end; shorter ones are recorded when they find somebody."""


@dataclass(frozen=True, slots=True)
class Found:
    """`parties`: ids of people, newest first. `mark`: tells one number from another without saying which it is."""

    parties: list[int]
    mark: str


def by_id_number(connection: Connection, by: Actor, number: str, *, why: str, last: str | None = None) -> Found:
    """The people who gave this identity number; nobody for what is none. `why`, `last`: as of by_phone."""
    keeper = vault.current()
    found = Found(
        keeper.find_by_id_number(connection, number) if is_id_number(number) else [], keeper.fingerprint(normal(number))
    )
    if found.mark != last and is_id_number(number):
        about = {"by_what": "id", "number": found.mark, "persons": found.parties, "why": why}
        log.record(connection, "searched_person", by.label, about)
    return found


def by_phone(connection: Connection, by: Actor, phone: str, *, why: str, last: str | None = None) -> Found:
    """The people with this number. `why`: code of the page that asks. `last`: mark of the search before, which is not written
    down again while somebody goes on typing beside the same number."""
    digits = re.sub(r"\D", "", phone).removeprefix("86")
    keeper = vault.current()
    found = Found(keeper.find(connection, phone) if len(digits) >= SHORTEST else [], keeper.fingerprint(digits))
    if found.mark != last and (found.parties or WHOLE.fullmatch(digits)):
        about = {"by_what": "phone", "number": found.mark, "persons": found.parties, "why": why}
        log.record(connection, "searched_person", by.label, about)
    return found
