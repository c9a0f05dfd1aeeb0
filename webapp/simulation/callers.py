"""The requesters: invented ones for cases whose source does not say who asked, so that somebody can be called back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp import vault
from webapp.database import connections
from webapp.simulation.answers import PHRASE
from webapp.simulation.views import CaseView
from webapp.vault.vault import Reference

NAME, PHONE = "模拟诉求人", "10000000000"
"""No prefix of a mobile number begins with 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callers:
    """References to values in the vault that belong to one invented person."""

    name: Reference
    phone: Reference
    phrases: Mapping[str, Reference]
    """standing phrases by class of personal data, for whatever people would have written"""

    def missing(self, case: CaseView) -> dict[str, Any] | None:
        """The requester this case lacks; None when it has one or wished for none."""
        if case.process != "complaint" or case.file.get("anonymous"):
            return None
        requester = case.file.get("requester") or {}
        if requester.get("phone"):
            return None
        return {"name": requester.get("name") or self.name, "phone": self.phone}


def enrol() -> Callers:
    """The invented person, enrolled once for all simulations of this database."""
    keeper = vault.current()
    with connections.take() as connection, connection.transaction():
        known = keeper.find(connection, PHONE)
        party = known[0] if known else keeper.enrol(connection, phone=PHONE)
        values = {"name": NAME, "phone": PHONE, "statement": PHRASE, "note": PHRASE, "address": PHRASE, "file_name": PHRASE}
        sealed = keeper.seal(connection, party, values)
    return Callers(name=sealed["name"], phone=sealed["phone"], phrases=sealed)
