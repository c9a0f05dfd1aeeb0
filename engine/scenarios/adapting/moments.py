"""The story on the process as it was, beside the one on the changed process: what fell due on the way to each moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from engine import events as e
from engine import work as w
from engine.calendar import SHANGHAI
from engine.scenarios.scenario import StepOfScenario
from engine.scenarios.story import take
from engine.scenarios.world import Case, World

Alarm = tuple[str, str]
"""(case, timer or "clock:" and the name of a clock)"""


class Moments:
    """`left`: when the last step began, on the process as it was; None when the story does not play on that one."""

    def __init__(self, world: World | None) -> None:
        self._world = world
        self._seen: dict[str, int] = {}
        self._fired: dict[Alarm, datetime] = {}
        self.left: datetime | None = None

    def follow(self, step: StepOfScenario) -> None:
        """The same step there. A question takes no time, and may be one that the process as it was could not answer."""
        if self._world is None or step.verb == "ask":
            return
        self.left = self._world.time.moment
        logged = known(self._world)
        try:
            take(step, self._world, self._seen)
        except Exception:
            self._world, self.left = None, None
            self._fired = {}
            return
        self._fired = alarms(self._world, logged)

    def until_the_same_fired(self, world: World, logged: Mapping[str, int], wanted: datetime) -> datetime | None:
        """As long after the alarms of this step as `wanted` was there; None when `world` waits for none of them. `logged`: what
        `world` knew before the step."""
        missed = self._fired.keys() - alarms(world, logged).keys()
        waiting = {
            (name, what): due
            for name, case in world.cases.items() if case.open
            for due, what in _pending(case) if (name, what) in missed
        }  # fmt: skip
        if not waiting:
            return None
        return max(waiting.values()) + (wanted - max(self._fired[alarm] for alarm in waiting))


def known(world: World) -> dict[str, int]:
    """Case -> how many events there are of it."""
    return {name: len(case.log) for name, case in world.cases.items()}


def alarms(world: World, logged: Mapping[str, int]) -> dict[Alarm, datetime]:
    """What fired since then, and when."""
    return {(name, what): at for name, case in world.cases.items() for at, what in _alarms(case, logged.get(name, 0))}


def written(moment: datetime) -> str:
    """As stories write it."""
    return moment.astimezone(SHANGHAI).replace(tzinfo=None).isoformat(sep=" ").removesuffix(":00")


def _alarms(case: Case, since: int) -> Iterator[tuple[datetime, str]]:
    for at, event in case.log[since:]:
        if isinstance(event, e.TimerFired):
            yield at, event.element
        elif isinstance(event, e.ClockBreached):
            yield at, f"clock:{event.clock}"


def _pending(case: Case) -> Iterator[tuple[datetime, str]]:
    yield from ((t.due_at, t.element) for t in case.work if isinstance(t, w.Timer) and t.due_at is not None)
    for name, promise in case.promises.by_name.items():
        if promise.state == "running" and not promise.breached and promise.due is not None:
            yield promise.due, f"clock:{name}"
