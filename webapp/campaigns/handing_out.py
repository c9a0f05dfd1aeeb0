"""Hand the members out by class: who answers for it, how urgent it is, to which unit or person the work goes, and whether its
units are told or supervised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp.campaigns.classing import ACTIONS, Classed, classed
from webapp.campaigns.measures import chase, give_to_person, give_to_unit, supervise
from webapp.campaigns.orders import Asks
from webapp.casework.actors import Actor
from webapp.database.connections import Connection

REMEMBER = """
    UPDATE campaign_item SET kind = %(kind)s, priority = %(priority)s, responsible = %(responsible)s, action = %(action)s,
        result = %(result)s WHERE campaign_id = %(campaign)s AND case_id = %(case_id)s
"""
DONE = "done"


def hand_out(
    connection: Connection, campaign: int, orders: Mapping[str, Any], asks: Asks, by: Actor, *, key: str
) -> dict[str, int]:
    """`orders`: class -> {responsible: user id, action, unit, person: user id}; what is not ordered is done as the table
    proposes. Returns how many members each result had: done, or the code of a refusal. The same key again does nothing twice."""
    told: Counter[str] = Counter()
    for member in classed(connection, campaign, asks):
        order = orders.get(member.kind) or {}
        action = order.get("action") if order.get("action") in ACTIONS else member.action
        responsible, unit = _user(order.get("responsible")), order.get("unit") or None
        once = f"campaign:{campaign}:{key}"
        given = _given(member, unit, _user(order.get("person")), by, once)
        holder = member if unit is None or given != DONE else replace(member, unit=unit)
        done = _done(connection, holder, action, responsible, by, once)  # also what cannot be given away has somebody to push
        result = done if given == DONE else given
        connection.execute(REMEMBER, {
            "kind": member.kind, "priority": member.priority, "responsible": responsible, "action": action,
            "result": result, "campaign": campaign, "case_id": member.case_id,
        })  # fmt: skip
        told[result] += 1
    connection.execute("UPDATE campaign SET assigned_at = %s WHERE case_id = %s", (now(), campaign))
    return dict(told)


def _user(given: object) -> int | None:
    return int(str(given)) if str(given or "").isdecimal() else None


def _given(member: Classed, unit: str | None, person: int | None, by: Actor, key: str) -> str:
    """done, or the code of the refusal: to the unit first, which loses what somebody there had, then to the person."""
    try:
        if unit is not None and unit != member.unit:
            give_to_unit(member.case_id, unit, by, key=key)
        if person is not None:
            give_to_person(member.case_id, person, by, key=key)
    except Rejection as rejection:
        return rejection.code
    return DONE


def _done(connection: Connection, member: Classed, action: str, responsible: int | None, by: Actor, key: str) -> str:
    """done, or the code of the refusal."""
    try:
        if action == "supervise":
            supervise(member.case_id, by, key=key)
        if action != "none":
            users = [] if responsible is None else [responsible]
            chase(connection, member.case_id, [member.unit] if member.unit else [], by, key=key, users=users)
    except Rejection as rejection:
        return rejection.code
    return DONE
