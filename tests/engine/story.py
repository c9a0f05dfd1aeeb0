"""A case told step by step: start it, do what is open by the name of the element, look at what is open now.

Told twice: *stored*, where every step loads the state of the one before, and *plain*, where the tokens stay in memory. Both must
give the same events, the same open work and the same case file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import orjson

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.calendar import Calendar, Window
from engine.directory import Directory, Flat
from engine.engine import Engine, Step, finished_step
from engine.handling.attempt import Attempt
from engine.handling.failure import Failed
from engine.library import Library
from engine.policy import Policies
from engine.spiff.token import LOADED
from engine.state import unpack
from tests.engine.drawing import draw

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2026-03-02, 09:00 in China."""
CALENDAR = Calendar(
    name="cn-gov",
    days={},
    windows=(
        Window(effective_from=date(2000, 1, 1), effective_to=None, weekdays="12345", opens=time(9), closes=time(12)),
        Window(effective_from=date(2000, 1, 1), effective_to=None, weekdays="12345", opens=time(14), closes=time(18)),
    ),
    published_years=frozenset({2025, 2026}),
    version="test",
)


def engine_for(
    *models: bytes,
    files: Mapping[str, bytes] | None = None,
    policies: Mapping[str, Policies] | None = None,
    directory: Directory | None = None,
    **manifest: Any,
) -> Engine:
    """An engine with one process per model; the key is the id of its first process."""
    library = Library()
    for model in models:
        key = model.split(b'process id="', 1)[1].split(b'"', 1)[0].decode()
        about = {"key": key, "name": key, "calendar": "cn-gov", **manifest}
        library.keep({"manifest.json": orjson.dumps(about), "process.bpmn": model, **(files or {})})
    return Engine(library, calendars={"cn-gov": CALENDAR}, policies=policies or {}, directory=directory or Flat())


class Story:
    """`open` names the elements of open user tasks and jobs; `waits` those of timers and messages."""

    def __init__(self, model: str | bytes | Engine, *, plain: bool = False, key: str = "demo", **more: Any) -> None:
        if isinstance(model, Engine):
            self.engine = model
        else:
            self.engine = engine_for(draw(model) if isinstance(model, str) else model, **more)
        self.plain = plain
        self.key = key
        self.now = MONDAY
        self.told: list[e.Event] = []
        self.steps = 0
        self._workflow: Any = None
        self.step: Step

    # --- what people and the world do ---

    def start(self, message: str | None = None, **file: Any) -> Story:
        return self.does(c.StartCase(command_id="start", process=self.key, file=file, message=message))

    def done(self, element: str, **answers: Any) -> Story:
        """Complete the oldest open user task, or the oldest job, of an element."""
        item = next(i for i in self.step.work if i.element == element and isinstance(i, w.UserTask | w.Job))
        if isinstance(item, w.Job):
            return self.does(c.CompleteJob(command_id="x", job=item.no, result=answers))
        return self.does(c.CompleteTask(command_id="x", task=item.no, answers=answers))

    def fails(self, element: str, code: str | None = None, message: str = "no") -> Story:
        return self.does(c.FailJob(command_id="x", job=self.no(element), message=message, error_code=code))

    def hears(self, name: str, **payload: Any) -> Story:
        return self.does(c.CorrelateMessage(command_id="x", name=name, payload=payload))

    def knows(self, **file: Any) -> Story:
        return self.does(c.AmendFile(command_id="x", file=file, reason="test"))

    def later(self, **by: float) -> Story:
        """Time passes, and the worker looks for what is due."""
        self.now += timedelta(**by)
        return self.does(c.FireTimers(command_id="x"))

    def does(self, command: c.Command) -> Story:
        self.step = self._plain(command) if self.plain and self.steps else self.handle(command)
        if self.plain and not self.steps:
            self._keep()
        self.told = list(self.step.events)
        self.steps += 1
        return self

    def handle(self, command: c.Command) -> Step:
        state = self.step.state if self.steps else None
        return self.engine.handle(state, command, now=self.now, case_id=7, number="20260302-000007")

    # --- what is there ---

    def no(self, element: str) -> int:
        """The number of the oldest open work of an element."""
        return next(item.no for item in self.step.work if item.element == element)

    @property
    def open(self) -> list[str]:
        return sorted(item.element for item in self.step.work if isinstance(item, w.UserTask | w.Job))

    @property
    def waits(self) -> list[str]:
        return sorted(item.element for item in self.step.work if isinstance(item, w.Timer | w.MessageSubscription))

    @property
    def incidents(self) -> list[tuple[str, str]]:
        return [(item.element, item.kind) for item in self.step.work if isinstance(item, w.Incident)]

    @property
    def file(self) -> Mapping[str, Any]:
        return self.step.state.file

    @property
    def status(self) -> str:
        return self.step.state.status

    @property
    def outcome(self) -> str | None:
        """The end event of a case that has just ended."""
        return next((event.outcome for event in self.told if isinstance(event, e.CaseCompleted)), None)

    def events(self, kind: type[e.Event]) -> list[Any]:
        """Of the last step."""
        return [event for event in self.told if isinstance(event, kind)]

    # --- in memory ---

    def _keep(self) -> None:
        self._workflow = self._attempt().workflow

    def _again(self, command: c.Command) -> Step:
        """A try that failed is thrown away with its tokens: go on from the stored state."""
        self.step = self.handle(command)
        self._keep()
        return self.step

    def _attempt(self) -> Attempt:
        state = self.step.state
        return Attempt(
            self.engine.library.version(state.definition),
            self.engine.surroundings,
            state,
            self.now,
            {},
            self.engine.library.version,
        )

    def _plain(self, command: c.Command) -> Step:
        if self.step.state.status == "incident" or not unpack(self.step.state.blob).tokens:
            return self._again(command)
        attempt = self._attempt()
        attempt.workflow, attempt.workflow.turn = self._workflow, attempt.turn
        for token in self._workflow.all_tokens():
            token.seen = LOADED
        try:
            attempt.act(command)
        except Failed:
            return self._again(command)
        self._workflow = attempt.workflow
        return finished_step(attempt, self.step.state)
