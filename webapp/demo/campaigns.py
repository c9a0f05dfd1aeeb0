"""Two clearance campaigns of the demo city: one that closed with what remains explained, and one that is running."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from engine.calendar import SHANGHAI
from engine.commands import CompleteTask, StartCase
from engine.now import at
from webapp.campaigns import explaining, orders
from webapp.campaigns.explaining import Said
from webapp.casework.actors import Actor
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.demo.city import ROOT
from webapp.demo.requests import invent
from webapp.simulation.simulate import simulate
from webapp.simulation.views import CaseView, OpenTask
from webapp.workers.drain import run_waiting_jobs

SEED = 681
RUNS = "supervise"
CLOSED, RUNNING = 12, 14
"""Requests of each campaign that nobody handled in time."""
LEFT = 5
"""One of so many stays to the end."""
PLANS = (
    ("funds", "资金已列入三季度计划，到位后一周内施工。"),
    ("owner", "产权单位已明确，正在签订维护协议。"),
    ("superior", "已报市级协调，待会议确定牵头单位。"),
)


def populate(until: datetime) -> int:
    """File the late requests and run both campaigns as far as time has come; how many requests."""
    first = _neglected(CLOSED, SEED, until - timedelta(days=48), until - timedelta(days=30))
    closed = _begun("一季度网格事项清零", until - timedelta(days=29), until - timedelta(days=12))
    simulate(seed=SEED, since=until - timedelta(days=28), until=until - timedelta(days=11), stays=_stays(closed))
    with at(until - timedelta(days=11)):
        _explain(closed)
        _do(closed, decision="sign")
    second = _neglected(RUNNING, SEED + 1, until - timedelta(days=34), until - timedelta(days=15))
    running = _begun("逾期诉求百日攻坚", until - timedelta(days=14), until + timedelta(days=10))
    simulate(seed=SEED + 1, since=until - timedelta(days=13), until=until, stays=_stays(running))
    return first + second


def _neglected(count: int, seed: int, since: datetime, until: datetime) -> int:
    """Requests that came within six days and that no unit has handled `until` then."""
    requests = invent(count, seed=seed, since=since, until=since + timedelta(days=6))
    simulate(seed=seed, requests=requests, include_open=False, until=until, stays=lambda case, task: task.element == "handle")
    return len(requests)


def _begun(title: str, begin: datetime, end: datetime) -> int:
    """A campaign up to the hand-out, in one morning."""
    morning = begin.astimezone(SHANGHAI).replace(hour=9, minute=10, second=0, microsecond=0)
    closes = end.astimezone(SHANGHAI).date()
    with at(morning) as clock:
        file = {"title": title, "unit": ROOT, "closes_on": closes.isoformat(), "basis": "市政府专题会议纪要（演示）"}
        case_id = execute(StartCase(command_id=f"demo:campaign:{title}", process="campaign", file=file), _person()).case_id
        for answers in (
            {"which": "overdue", "process": "complaint"},
            {"use": "table", "basis": "清零行动办理标准（演示）"},
            {"decision": "hand_out", "classes": {"hard": {"action": "chase"}}},
        ):
            clock.move(timedelta(minutes=20))
            _do(case_id, **answers)
    return case_id


def _do(case_id: int, **answers: Any) -> None:
    """The supervisor completes the open task, and the jobs of the campaign run."""
    with connections.take() as connection:
        row = connection.execute("SELECT task FROM work_item WHERE case_id = %s AND state = 'open'", (case_id,)).fetchone()
    if row is None:
        return
    by, task = _person(), int(str(row[0]))
    command = CompleteTask(command_id=f"demo:campaign:{case_id}:{task}", task=task, answers=answers, assignee=by.user_id)
    execute(command, by, case_id=case_id)
    run_waiting_jobs()


def _person() -> Actor:
    with connections.take() as connection:
        row = connection.execute('SELECT id FROM "user" WHERE login = %s', (RUNS,)).fetchone()
        return orders.person(connection, int(str(row[0])) if row else 0)


def _stays(campaign: int) -> Any:
    """Nobody does the steps of campaigns by the way, and every so many members are not handled at all."""
    with connections.take() as connection:
        rows = connection.execute("SELECT case_id FROM campaign_item ORDER BY campaign_id, number").fetchall()
    kept = {row[0] for row in rows[::LEFT]}

    def stays(case: CaseView, task: OpenTask) -> bool:
        return case.process == "campaign" or (case.case_id in kept and task.element == "handle")

    return stays


def _explain(campaign: int) -> None:
    with connections.take() as connection, connection.transaction():
        rows = connection.execute(
            "SELECT case_id FROM campaign_item WHERE campaign_id = %s AND settled = 'residual' ORDER BY number", (campaign,)
        ).fetchall()
        explaining.keep(connection, campaign, _said(int(str(row[0])) for row in rows))
        items = explaining.answers(connection, campaign)
    _do(campaign, items=items)


def _said(cases: Iterable[int]) -> Iterator[Said]:
    for number, case_id in enumerate(cases):
        reason, plan = PLANS[number % len(PLANS)]
        yield Said(case_id=case_id, reason=reason, until=date(2027, 3, 31), plan=plan)
