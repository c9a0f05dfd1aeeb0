"""Every row of every decision table is the answer to some case: none is hidden behind another, none is there for show."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.directory import org_functions
from engine.feel.working import working_functions
from engine.holidays import standard_calendar
from engine.scenarios.organisation import Organisation
from tests.processes.callback_examples import CALLBACK_EXAMPLES
from tests.processes.campaign_examples import CAMPAIGN_EXAMPLES
from tests.processes.conftest import PROCESSES, library
from tests.processes.grid_examples import GRID_EXAMPLES
from tests.processes.petition_examples import PETITION_EXAMPLES
from tests.processes.supervision_examples import SUPERVISION_EXAMPLES

NOW = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
ORG = org_functions(Organisation.read(PROCESSES / "organisation.yaml"))
WORKING = working_functions(standard_calendar())
STOPPED = {"member": "east", "state": "stopped", "breached": True}
RUNNING = {"member": "east", "state": "running", "breached": False}
LATE = {"member": "east", "state": "running", "breached": True}
REQUESTER = {"name": {"vault": 1}, "phone": {"vault": 2}}


def catalogue(desk: str, **case: Any) -> dict[str, Any]:
    usual = {"urgency": "general", "kind": "complaint", "category": "urban.trading.stall", "place": {"unit": "pier-1"}}
    plain = {"about_unit": None, "compartment": None, "platform": "city"}
    return {**usual, **plain, "desk": desk, "org": ORG, **case}


def returning(*, forced: bool = False, until: str = "2026-03-04T17:30:00+08:00", before: tuple[str, ...] = ()) -> dict[str, Any]:
    handler = {"unit": "harbour", "forced": forced, "return_until": until}
    return {"handler": handler, "returns": [{"unit": unit} for unit in before], "policy": {"return_max": 1}}


def extending(
    days: int, *, before: tuple[int, ...] = (), late: bool = False, informed: bool | None = True, reopened: int = 0
) -> dict[str, Any]:
    return {
        "clock": {"handle": {"breached": late}},
        "handle": {"extension_days": days, "requester_informed": informed},
        "extensions": [{"days": d, "round": 0} for d in before],
        "reopened": reopened,
        "policy": {"extension_max_times": 2, "extension_max_days": 10, "extension_leader_days": 3, "extension_desk_days": 5},
    }


def suspending(reason: str | None, *, before: int = 0) -> dict[str, Any]:
    suspensions = [{"reason": "requester", "round": 0}] * before
    return {
        "handle": {"suspend_reason": reason},
        "suspensions": suspensions,
        "reopened": 0,
        "policy": {"suspension_max_times": 2},
    }


def chasing(last: str | None) -> dict[str, Any]:
    return {"last_chased": last, "policy": {"chase_interval": "24h"}, "working": WORKING}


def calling(due: str | None) -> dict[str, Any]:
    policy = {"co_share": 50, "co_limit_late": "1wd"}
    clock = {"handle": {"due": None if due is None else datetime.fromisoformat(due)}}
    return {"clock": clock, "limits": {"co": "3wd"}, "policy": policy, "working": WORKING}


def reporting(*co: dict[str, Any], late: bool = False, reason: bool = False) -> dict[str, Any]:
    clock = {"handle": {"breached": late}, "co_reply": list(co) or None}
    without = {"vault": 1} if reason else None
    return {"clock": clock, "handle": {"without_co": without}}


def covering(**case: Any) -> dict[str, Any]:
    policy = {"callback_coverage_urgent": 100, "callback_coverage_complaint": 90, "callback_coverage_other": 30}
    return {"requester": REQUESTER, "reopened": 0, "urgency": "general", "kind": "help", "policy": policy, **case}


def called(resolved: str | None, satisfied: str | None, justified: str | None = None) -> dict[str, Any]:
    return {"call_back": {"resolved": resolved, "satisfied": satisfied, "justified": justified}}


def dispatching(how: str, target: str, *, about: str | None = None, co: tuple[str, ...] = (), **case: Any) -> dict[str, Any]:
    dispatch = {"how": how, "target": target, "co_units": list(co) or None}
    return {"dispatch": dispatch, "about_unit": about, "compartment": None, "platform": "city", "org": ORG, **case}


def ending(
    result: str, *, sampled: bool = True, contact: str = "reached", evaluation: str | None = None, merged: str | None = None,
    reopened: int = 0, approved: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "merged_into": merged,
        "reopened": reopened,
        "approve_ending": {"decision": approved},
        "policy": {"reopen_max": 2, "reopen_supervised_max": 1},
        "handle": {"result": result},
        "sampling": {"sampled": sampled},
        "verdict": {"contact": contact, "evaluation": evaluation},
    }


def department(category: str | None) -> dict[str, Any]:
    return {"category": category}


EXAMPLES: list[tuple[str, str, dict[str, Any], Any]] = [
    ("complaint", "sla", {"urgency": "urgent", "kind": "help"}, {"handle": "24h", "accept": "30min"}),
    ("complaint", "sla", {"urgency": "utility", "kind": "help"}, {"first_contact": "2h", "yellow": "4h"}),
    ("complaint", "sla", {"urgency": "inquiry", "kind": "inquiry"}, {"handle": "1wd"}),
    ("complaint", "sla", {"urgency": "general", "kind": "suggestion"}, {"handle": "1wd"}),
    ("complaint", "sla", {"urgency": "general", "kind": "complaint"}, {"handle": "5wd", "reply": "5wd", "dispatch": "0.5wd"}),
    ("complaint", "sla", {"urgency": "complex", "kind": "complaint"}, {"handle": "15wd"}),
    ("complaint", "sla", {"urgency": None, "kind": None}, {"accept": "1wd"}),
    *(
        ("complaint", "responsible_department", department(f"{code}.x.y"), code)
        for code in ("roads", "housing", "environment", "utilities", "social", "market", "safety")
    ),
    ("complaint", "responsible_department", department("urban.cleaning.rubbish"), None),
    ("complaint", "responsible_department", department(None), None),
    ("complaint", "dispatch_catalogue", catalogue("city", urgency="urgent"), {"how": "assign", "target": "harbour"}),
    ("complaint", "dispatch_catalogue", catalogue("city", kind="praise"), {"how": "assign", "target": "east"}),
    ("complaint", "dispatch_catalogue", catalogue("city", category="roads.a.b"), {"how": "assign", "target": "city-roads"}),
    ("complaint", "dispatch_catalogue", catalogue("city"), {"how": "refer", "target": "east"}),
    ("complaint", "dispatch_catalogue", catalogue("city", category=None), {"how": "refer", "target": "east"}),
    ("complaint", "dispatch_catalogue", catalogue("east"), {"how": "refer", "target": "harbour"}),
    ("complaint", "dispatch_catalogue", catalogue("harbour", category="urban.cleaning.bins"), {"how": "refer", "target": "pier"}),
    ("complaint", "dispatch_catalogue", catalogue("harbour"), {"how": "assign", "target": "harbour"}),
    ("complaint", "dispatch_catalogue", catalogue("pier"), {"how": "assign", "target": "pier-1"}),
    ("complaint", "dispatch_catalogue", catalogue("pier-1"), {"how": "assign", "target": "pier-1"}),
    ("complaint", "return_policy", returning(), {"admissible": True}),
    ("complaint", "return_policy", returning(forced=True), {"admissible": False, "reason": "forced"}),
    ("complaint", "return_policy", returning(until="2026-03-03T09:59:59+08:00"), {"admissible": False, "reason": "too_late"}),
    ("complaint", "return_policy", returning(before=("harbour",)), {"admissible": False, "reason": "too_often"}),
    ("complaint", "return_policy", returning(before=("east",)), {"admissible": True}),
    ("complaint", "extension_policy", extending(3), {"admissible": True, "approver": "unit_leader"}),
    ("complaint", "extension_policy", extending(4), {"approver": "dispatcher"}),
    ("complaint", "extension_policy", extending(1, before=(1,)), {"approver": "dispatcher"}),
    ("complaint", "extension_policy", extending(10), {"admissible": True, "approver": "supervisor"}),
    ("complaint", "extension_policy", extending(3, late=True), {"admissible": False, "reason": "late"}),
    ("complaint", "extension_policy", extending(3, informed=None), {"admissible": False, "reason": "requester_not_informed"}),
    ("complaint", "extension_policy", extending(1, before=(1, 1)), {"admissible": False, "reason": "too_often"}),
    ("complaint", "extension_policy", extending(3, before=(8,)), {"admissible": False, "reason": "too_long"}),
    ("complaint", "extension_policy", extending(8, before=(9,), reopened=1), {"admissible": True}),
    ("complaint", "chase_policy", chasing(None), True),
    ("complaint", "chase_policy", chasing("2026-03-02T11:00:00+08:00"), False),
    ("complaint", "suspension_policy", suspending("requester"), {"admissible": True, "longest": "15wd"}),
    ("complaint", "suspension_policy", suspending("appraisal"), {"longest": "30wd"}),
    ("complaint", "suspension_policy", suspending("force_majeure"), {"longest": "60d"}),
    ("complaint", "suspension_policy", suspending("holiday"), {"admissible": False, "reason": "unlisted"}),
    ("complaint", "suspension_policy", suspending("requester", before=2), {"admissible": False, "reason": "too_often"}),
    ("complaint", "co_limit", calling("2026-03-09T17:30:00+08:00"), "3wd"),
    ("complaint", "co_limit", calling("2026-03-04T10:00:00+08:00"), "12h"),
    ("complaint", "co_limit", calling(None), "1wd"),
    ("complaint", "closing_policy", reporting(), {"admissible": True, "reason": "complete"}),
    ("complaint", "closing_policy", reporting(STOPPED), {"admissible": True, "reason": "complete"}),
    ("complaint", "closing_policy", reporting(RUNNING), {"admissible": False, "reason": "co_open"}),
    ("complaint", "closing_policy", reporting(LATE, reason=True), {"admissible": True, "reason": "co_late"}),
    ("complaint", "closing_policy", reporting(LATE), {"admissible": False}),
    ("complaint", "closing_policy", reporting(LATE, RUNNING, reason=True), {"admissible": False}),
    ("complaint", "closing_policy", reporting(RUNNING, late=True, reason=True), {"admissible": True, "reason": "lead_due"}),
    ("complaint", "callback_coverage", covering(requester=None), 0),
    ("complaint", "callback_coverage", covering(requester={"name": {"vault": 1}, "phone": None}), 0),
    ("complaint", "callback_coverage", covering(reopened=1), 100),
    ("complaint", "callback_coverage", covering(urgency="urgent"), 100),
    ("complaint", "callback_coverage", covering(kind="tip_off"), 90),
    ("complaint", "callback_coverage", covering(), 30),
    ("complaint", "callback_evaluation", called("yes", "satisfied"), "resolved"),
    ("complaint", "callback_evaluation", called("yes", "unsatisfied", "yes"), "reopen"),
    ("complaint", "callback_evaluation", called("no", "basically", "yes"), "reopen"),
    ("complaint", "callback_evaluation", called("no", "unsatisfied", "law"), "explained"),
    ("complaint", "callback_evaluation", called("no", "satisfied"), "explained"),
    ("complaint", "callback_evaluation", called(None, None), "explained"),
    ("complaint", "dispatch_catalogue", catalogue("city", about_unit="harbour"), {"how": "assign", "target": "east"}),
    ("complaint", "dispatch_catalogue", catalogue("city", about_unit="east"), {"how": "assign", "target": None}),
    ("complaint", "dispatch_catalogue", catalogue("city", compartment="informer"), {"how": "assign", "target": "east"}),
    (
        "complaint", "dispatch_catalogue", catalogue("city", compartment="confidential", category="roads.a.b"),
        {"how": "assign", "target": "city-roads"},
    ),
    ("complaint", "dispatch_policy", dispatching("assign", "harbour"), {"admissible": True}),
    ("complaint", "dispatch_policy", dispatching("refer", "east"), {"admissible": True}),
    ("complaint", "dispatch_policy", dispatching("assign", "pier", about="harbour"), {"reason": "about_unit"}),
    ("complaint", "dispatch_policy", dispatching("assign", "east", about="harbour", co=("harbour",)), {"reason": "about_unit"}),
    ("complaint", "dispatch_policy", dispatching("assign", "city"), {"admissible": False, "reason": "no_clerk"}),
    ("complaint", "dispatch_policy", dispatching("refer", "east", compartment="informer"), {"reason": "restricted"}),
    ("complaint", "callback_schedule", {"attempts": 1, "working": WORKING}, "2026-03-04T14:30:00+08:00"),
    ("complaint", "callback_schedule", {"attempts": 2, "working": WORKING}, "2026-03-04T18:30:00+08:00"),
    ("complaint", "outcome_mapping", ending("resolved", merged="2026-000001", contact="no_answer"), "merged"),
    ("complaint", "outcome_mapping", ending("resolved", reopened=4, approved="approve"), "closed_final_reply"),
    ("complaint", "outcome_mapping", ending("terminate"), "terminated"),
    ("complaint", "outcome_mapping", ending("final_reply"), "closed_final_reply"),
    ("complaint", "outcome_mapping", ending("resolved", sampled=False, evaluation="resolved"), "closed_without_callback"),
    ("complaint", "outcome_mapping", ending("resolved", contact="no_answer"), "closed_unreachable"),
    ("complaint", "outcome_mapping", ending("resolved", evaluation="resolved"), "closed_resolved"),
    ("complaint", "outcome_mapping", ending("explained", evaluation="explained"), "closed_explained"),
    *CALLBACK_EXAMPLES,
    *CAMPAIGN_EXAMPLES,
    *GRID_EXAMPLES,
    *PETITION_EXAMPLES,
    *SUPERVISION_EXAMPLES,
]  # fmt: skip


@pytest.mark.parametrize(("process", "decision", "context", "expected"), EXAMPLES)
def test_the_table_answers(process: str, decision: str, context: dict[str, Any], expected: Any) -> None:
    found = library().newest(process).decision(decision).model.evaluate(decision, context, now=NOW).value
    if isinstance(expected, dict):
        found = {key: found[key] for key in expected}
    assert found == expected


def test_every_row_is_the_first_to_match_some_example() -> None:
    rows, first = set(), set()
    for process, decision, context, _ in EXAMPLES:
        model = library().newest(process).decision(decision).model
        for table in model.evaluate(decision, context, now=NOW).trace.tables:
            first.update(table.rules[:1])
    for file in PROCESSES.glob("*/*.dmn"):
        rows |= {line.split('"')[1] for line in file.read_text().splitlines() if "<rule id=" in line}
    assert rows - first == set()
