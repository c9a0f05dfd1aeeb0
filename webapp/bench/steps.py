"""The engine alone: what one completed user task costs, how large the state is, whether loops make it grow."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine import feel
from engine.calendar import Calendar
from engine.commands import CompleteTask, StartCase
from engine.directory import Flat
from engine.engine import Engine
from engine.holidays import standard_calendar
from engine.library import Library
from engine.state import CaseState
from engine.work import UserTask
from webapp.bench.measure import Measurement, median, percentile, times

PROCESSES = Path(__file__).parents[2] / "processes"
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
STEP_BUDGET_MS = 0.4
GROWTH_BUDGET = 2.0
STATE_BUDGET_BYTES = 6_000
CONDITION_BUDGET_US = 8.0
CONDITION = 'amount > 1000 and (level = "VIP" or days >= 5) and region in ["north", "south"]'

REQUEST = {
    "title": "路灯不亮", "channel": "hotline", "kind": "complaint", "category": "lighting", "urgency": "general",
    "place": {"unit": "grid-1", "city": "city", "district": "district-1", "street": "street-1", "community": "c1", "grid": "g1"},
    "anonymous": False, "duplicates": [], "received_at": "2026-11-23T09:00:00+08:00", "source": "bench", "external_id": None,
    "requester": {"name": {"vault": 1, "class": "name"}, "phone": {"vault": 2, "class": "phone"}},
    "statement": {"vault": 3, "class": "statement"},
}  # fmt: skip
TO_HANDLING = (
    ("triage", {"decision": "dispatch", "category": "lighting", "urgency": "general"}),
    ("dispatch", {"how": "assign", "target": "department-1", "forced": False}),
    ("sign_for", {"decision": "sign"}),
    ("first_contact", {"contacted": "reached", "means": "phone"}),
)
TURN = (
    ("handle", {"result": "resolved", "reply": {"vault": 4, "class": "note"}}),
    ("approve_reply", {"decision": "reject", "comment": {"vault": 5, "class": "note"}}),
)


class Drive:
    """One complaint in memory, a minute between its steps."""

    def __init__(self) -> None:
        calendar: Calendar = standard_calendar()
        library = Library.from_folders(PROCESSES)
        self.engine = Engine(
            library,
            calendars={calendar.name: calendar},
            policies={"complaint": library.newest("complaint").policies},
            directory=Flat(),
        )
        self.at = MONDAY
        start = StartCase(command_id="start", process="complaint", file=REQUEST)
        self.step = self.engine.handle(None, start, now=self.at, case_id=1, number="20261123-000001")
        self.largest = len(self.step.state.blob)

    @property
    def state(self) -> CaseState:
        return self.step.state

    def complete(self, element: str, answers: dict[str, object]) -> None:
        task = next(work for work in self.step.work if isinstance(work, UserTask) and work.element == element)
        self.at += timedelta(minutes=1)
        command = CompleteTask(command_id="step", task=task.no, answers=answers, assignee=1)
        self.step = self.engine.handle(self.state, command, now=self.at)
        self.largest = max(self.largest, len(self.state.blob))

    def timed(self, element: str, answers: dict[str, object]) -> float:
        """Seconds of one completion: load, handle, dump."""
        start = time.perf_counter()
        self.complete(element, answers)
        return time.perf_counter() - start


def engine_steps(yardstick: float) -> list[Measurement]:
    """Median of a step over 250 turns of handling and rejected approval, and how turn 500 compares with the first."""
    drive = Drive()
    for element, answers in TO_HANDLING:
        drive.complete(element, answers)
    per_turn: list[list[float]] = []
    for _ in range(500):
        per_turn.append([drive.timed(element, answers) for element, answers in TURN])
    every = [second for turn in per_turn for second in turn]
    first, last = (median([sum(turn) for turn in part]) for part in (per_turn[:20], per_turn[-20:]))
    return [
        Measurement(
            name="engine step, complaint", value=median(every) * 1e3, unit="ms", budget=STEP_BUDGET_MS,
            ratio=median(every) / yardstick, against="yardstick", note=f"p95 {percentile(every, 0.95) * 1e3:.2f} ms",
        ),
        Measurement(name="turn 500 against turn 1", value=last / first, unit="x", budget=GROWTH_BUDGET),
        Measurement(name="state of a complaint, largest", value=drive.largest, unit="bytes", budget=STATE_BUDGET_BYTES),
    ]  # fmt: skip


def feel_condition(yardstick: float) -> list[Measurement]:
    """One evaluation of a compiled gateway condition, in microseconds: the best of many batches."""
    expression = feel.compile(CONDITION)
    context = {"amount": 1500, "level": "normal", "days": 6, "region": "south"}

    def batch() -> None:
        for _ in range(200):
            expression.evaluate(context)

    best = min(times(batch, repeat=50)) / 200
    return [
        Measurement(
            name="FEEL gateway condition", value=best * 1e6, unit="us", budget=CONDITION_BUDGET_US, ratio=best / yardstick,
            against="yardstick",
        )
    ]  # fmt: skip
