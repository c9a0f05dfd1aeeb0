"""Petitions that somebody brings or writes to the office: registered by hand, and what the petitioner asks for later on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select

from engine.commands import CorrelateMessage, StartCase
from engine.now import now
from webapp import vault
from webapp.casework import runtime
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.execute import Receipt, execute
from webapp.casework.together import together
from webapp.database.connections import Connection
from webapp.importing.filing import TIERS
from webapp.models import Case, OrgUnit, WorkItem, db

PROCESS = "petition"
OPENED = "petition_opened"
REQUESTS = ("review_requested", "rereview_requested", "withdrawal_requested")
"""What a petitioner may ask for while the petition is open: messages of the diagram."""
MOST = 200


def register(told: Mapping[str, Any], by: Actor, *, command_id: str) -> Receipt:
    """Open a petition for the answers to its start form. Names, numbers and the statement go into the vault. The same command id
    again gives the first receipt. Raises Rejection."""

    def opened(connection: Connection) -> Receipt:
        keeper, directory, phone = vault.current(), runtime.current(connection).directory, told.get("requester_phone")
        known = keeper.find(connection, phone) if phone else []
        party = known[0] if known else keeper.enrol(connection, phone=phone)
        given = {"statement": told["statement"], "name": told.get("requester_name"), "phone": phone}
        sealed = keeper.seal(connection, party, {kind: text for kind, text in given.items() if text})
        requester = {kind: sealed.get(kind) for kind in ("name", "phone")}
        file = {
            "title": vault.redact(told["title"]), "statement": sealed["statement"],
            "requester": requester if any(requester.values()) else None, "anonymous": bool(told.get("anonymous")),
            "channel": told["channel"], "category": told.get("category"), "urgency": told["urgency"],
            "place": {"unit": told["unit"], **{tier: directory.ancestor(told["unit"], tier) for tier in TIERS}},
            "received_at": now().isoformat(), "about_unit": told.get("about_unit"),
        }  # fmt: skip
        return execute(StartCase(command_id=command_id, process=PROCESS, file=file, message=OPENED), by, within=connection)

    return together(opened)


def ask(case_id: int, what: str, by: Actor, *, command_id: str) -> Receipt:
    """The petitioner asks for a review, a re-review, or withdraws. Raises MessageNotAwaited when it is not the time for it."""
    return execute(CorrelateMessage(command_id=command_id, name=what), by, case_id=case_id)


def listed(by: Actor, paths: tuple[str, ...]) -> list[tuple[Case, WorkItem | None]]:
    """Open petitions of the units below `paths` with their next task, the first due on top."""
    if not paths:
        return []
    units = select(OrgUnit.code).where(or_(*(OrgUnit.path.startswith(path, autoescape=True) for path in paths)))
    query = (
        select(Case)
        .where(Case.process == PROCESS, Case.status.in_(("active", "incident")), visible_to(by))
        .where(or_(Case.unit.in_(units), Case.place.in_(units)))
        .order_by(Case.due_at.nulls_last(), Case.id)
        .limit(MOST)
    )
    cases = list(db.session.scalars(query))
    open_work = select(WorkItem).where(WorkItem.case_id.in_([case.id for case in cases]), WorkItem.state == "open")
    work = {item.case_id: item for item in db.session.scalars(open_work.order_by(WorkItem.due_at.desc()))}
    return [(case, work.get(case.id)) for case in cases]
