"""The jobs of a clearance campaign (processes/campaign): freeze the list, grade anew, hand out, count what remains.

webapp.campaigns is imported when it is needed: it sends commands, and the door for commands knows the list of service tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.database import connections
from webapp.service_tasks.assignment import Assignment, ServiceError


def freeze(assignment: Assignment) -> Mapping[str, Any]:
    """Inputs {query: answers of choose_cohort, unit, most}. Result {members, digest}."""
    from webapp.campaigns import cohort, freezing, orders

    inputs = assignment.inputs
    with connections.take() as connection:
        by = orders.orderer(connection, assignment.case_id, "choose_cohort")
        wanted = cohort.Cohort.of(inputs.get("query") or {})
        try:
            return freezing.freeze(connection, assignment.case_id, wanted, inputs["unit"], by, most=int(inputs["most"]))
        except freezing.TooManyMembers as refusal:
            raise ServiceError(refusal.code) from refusal


def regrade(assignment: Assignment) -> Mapping[str, Any]:
    """Inputs {standard: answers of set_standard}. Result {graded, unchanged, refused}, in members."""
    from webapp.campaigns import grading, orders, standard
    from webapp.casework import runtime

    with connections.take() as connection:
        active = runtime.current(connection)
        by = orders.orderer(connection, assignment.case_id, "set_standard")
        chosen = standard.Standard.of(assignment.inputs.get("standard") or {}, orders.asking(connection, assignment.case_id))
        return grading.grade(connection, assignment.case_id, chosen, active.calendars, by, key=f"job{assignment.job}")


def hand_out(assignment: Assignment) -> Mapping[str, Any]:
    """Inputs {classes: answers of assign_classes}. Result: how many members had which result."""
    from webapp.campaigns import handing_out, orders

    with connections.take() as connection:
        by = orders.orderer(connection, assignment.case_id, "assign_classes")
        asks = orders.asking(connection, assignment.case_id)
        wanted = (assignment.inputs.get("classes") or {}).get("classes") or {}
        return handing_out.hand_out(connection, assignment.case_id, wanted, asks, by, key=f"job{assignment.job}")


def settle(assignment: Assignment) -> Mapping[str, Any]:
    """Inputs {left: outcomes that do not count as cleared}. Result {members, cleared, left, residual}."""
    from webapp.campaigns import settling

    with connections.take() as connection:
        return settling.settle(connection, assignment.case_id, assignment.inputs.get("left") or ())
