"""A request becomes a case: personal data into the vault, everything else into the case file, StartCase through execute."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands import StartCase
from engine.now import at
from webapp import vault
from webapp.casework import runtime
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.directory import Directory
from webapp.casework.execute import Receipt, execute
from webapp.database.connections import Connection
from webapp.importing.requests import Request
from webapp.vault.vault import Reference

PROCESS = "complaint"
TIERS = ("city", "district", "street", "community", "grid")


def file_request(
    request: Request, *, connection: Connection, imported: Mapping[str, Any] | None = None, by: Actor = SYSTEM
) -> Receipt:
    """Open a case for `request` at the moment it was received, in the transaction of `connection`. `imported`: what the case
    file says about its origin. Raises Rejection, and UniqueViolation when the request is here already.

    The clock stands at the moment of receipt meanwhile: limits count from when the city got to know, whatever day the
    request is taken over, and a request from last month is late at once if its promise was broken last month."""
    directory = runtime.current(connection).directory
    sealed = _sealed(request, connection)
    file = case_file(request, directory, sealed)
    if imported is not None:
        file["imported"] = {**imported, "reply": sealed.get("note")}
    with at(request.received_at):
        command = StartCase(command_id=f"file-{request.source}-{request.external_id}", process=PROCESS, file=file)
        return execute(command, by, within=connection)


def case_file(request: Request, directory: Directory, sealed: Mapping[str, Reference]) -> dict[str, Any]:
    """The first case file. `sealed`: references by class."""
    requester = {kind: sealed.get(kind) for kind in ("name", "phone")}
    requester |= {"id_number": sealed["id_number"]} if "id_number" in sealed else {}
    return {
        "title": request.title,
        "statement": sealed.get("statement"),
        "requester": requester if any(requester.values()) else None,
        "anonymous": request.anonymous,
        "channel": request.channel,
        "kind": request.kind,
        "category": request.category,
        "urgency": request.urgency,
        "place": {
            "unit": request.place,
            **{tier: directory.ancestor(request.place, tier) for tier in TIERS},
            "address": sealed.get("address"), "lon": request.lon, "lat": request.lat,
        },
        "received_at": request.received_at.isoformat(),
        "source": request.source,
        "external_id": request.external_id,
        "duplicates": [],
    }  # fmt: skip


def _sealed(request: Request, connection: Connection) -> dict[str, Reference]:
    """Seal what is personal, under the person this phone number belongs to if we know it."""
    values = {
        "statement": request.statement, "name": request.requester_name, "phone": request.requester_phone,
        "address": request.address, "note": request.reply,
    }  # fmt: skip
    given = {kind: value for kind, value in values.items() if value}
    if not given:
        return {}
    keeper, phone = vault.current(), request.requester_phone
    known = keeper.find(connection, phone) if phone else []
    party = known[0] if known else keeper.enrol(connection, phone=phone)
    return keeper.seal(connection, party, given)
