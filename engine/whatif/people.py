"""Who does what comes up in a case that is played once more, and when: as then, as usual, or as is assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.calendar import Calendar, to_local, to_utc
from engine.definition import Definition
from engine.whatif.filling import fill
from engine.whatif.habits import Habit
from engine.whatif.past import OPEN, Behaviour, Visit, visit_for

MOST_REPEATS = 5
"""How often an answer of the past is given again when the draft keeps asking for it."""

AGAIN, USUAL, NEVER = "again", "usual", "never"
"""Why an answer had to be assumed: the case was asked more often than in the past; only others were asked; nobody ever was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Of one comparison. `habits`: what is usual; `wanted`: element -> what the person who asks assumes; `pause`: working time
    (microseconds) that a step takes of which nothing is known. `horizon`: nothing happens after it."""

    horizon: datetime
    habits: Mapping[str, Habit] = field(default_factory=dict)
    wanted: Mapping[str, Habit] = field(default_factory=dict)
    pause: int = 4 * 3_600_000_000


How = Visit | Habit
"""What was done then, or what is done as a rule."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`index` orders what happens at the same moment, see past.Visit.index."""

    at: datetime
    index: int
    how: How


@dataclass(slots=True)
class People:
    """`assumed`: (element, why) -> how often. `is_endless`: the same is asked for again and again."""

    past: Behaviour
    calendar: Calendar
    settings: Settings
    assumed: Counter[tuple[str, str]]
    is_endless: bool = False
    taken: set[int] = field(default_factory=set)
    last: dict[str, Visit] = field(default_factory=dict)
    repeats: Counter[str] = field(default_factory=Counter)

    def plan(self, item: w.UserTask | w.Job, now: datetime) -> Plan | None:
        """What will be done with work that has just come up. None: nothing."""
        element = item.element
        visit = visit_for(self.past.visits, self.taken, element, item.unit if isinstance(item, w.UserTask) else None)
        if visit is not None and visit.done is not None:
            self.last[element] = visit
            return Plan(self._when(visit, now), visit.index, visit)
        if visit is not None:
            return self._unanswered(element, visit)
        known = self.last.get(element)
        if known is None or isinstance(known.done, e.JobFailed):
            return self._as_usual(item, now)
        self.repeats[element] += 1
        if self.repeats[element] > MOST_REPEATS:
            self.is_endless = True
            return None
        self.assumed[element, AGAIN] += 1
        return Plan(self._when(known, now), OPEN, known)

    def _unanswered(self, element: str, visit: Visit) -> Plan | None:
        """It was asked and never answered: as long as it waited then, nobody answers now either."""
        if visit.ended is None:
            return None
        habit = self._habit(element)[1]
        waited = to_utc(self._worked(visit.created, max(self._span(visit), habit.worked)))
        return Plan(max(waited, visit.ended), OPEN, habit)

    def _as_usual(self, item: w.UserTask | w.Job, now: datetime) -> Plan:
        why, habit = self._habit(item.element)
        self.assumed[item.element, why] += 1
        return Plan(to_utc(self._worked(now, 0 if isinstance(item, w.Job) else habit.worked)), OPEN, habit)

    def _habit(self, element: str) -> tuple[str, Habit]:
        if element in self.settings.wanted:
            return NEVER, self.settings.wanted[element]
        if element in self.settings.habits:
            return USUAL, self.settings.habits[element]
        return NEVER, Habit(worked=self.settings.pause)

    def _when(self, visit: Visit, now: datetime) -> datetime:
        """The same moment when it came up at the same moment; else after the same working time, or as long by the clock when none
        of it was worked in office hours."""
        assert visit.ended is not None
        if visit.created == now:
            return visit.ended
        span = self._span(visit)
        return to_utc(self._worked(now, span)) if span > 0 else now + (visit.ended - visit.created)

    def _span(self, visit: Visit) -> int:
        assert visit.ended is not None
        return self.calendar.measure(visit.created, visit.ended, "wh")

    def _worked(self, begin: datetime, span: int) -> int:
        return self.calendar.advance_parts(to_local(begin), max(0, span), "wh")


def command_for(item: w.OpenWork | None, how: How, definition: Definition, file: Mapping[str, object]) -> c.Command | None:
    """What is sent when it is done. None: it is not there any more."""
    if isinstance(item, w.UserTask):
        return _answer(item, how, definition, file)
    return _result(item, how) if isinstance(item, w.Job) else None


def _answer(task: w.UserTask, how: How, definition: Definition, file: Mapping[str, object]) -> c.Command:
    if isinstance(how, Visit):
        assert isinstance(how.done, e.TaskCompleted)
        return c.CompleteTask(command_id="", task=task.no, answers=how.done.answers, assignee=how.done.assignee)
    form = definition.forms.get(task.form or "")
    answers = fill(form.schema, how.answers, file) if form else how.answers
    return c.CompleteTask(command_id="", task=task.no, answers=answers)


def _result(job: w.Job, how: How) -> c.Command:
    if isinstance(how, Habit):
        return c.CompleteJob(command_id="", job=job.no, result=how.answers)
    if isinstance(how.done, e.JobFailed):
        return c.FailJob(command_id="", job=job.no, message=how.done.message, error_code=how.done.error_code)
    assert isinstance(how.done, e.JobCompleted)
    return c.CompleteJob(command_id="", job=job.no, result=how.done.result)
