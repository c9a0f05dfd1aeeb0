"""Activities looked at one by one: how often, how long they waited and took, how many were late; by unit where wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webapp.mining.amounts import Times, times
from webapp.mining.history import Step, Trace

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What became of an activity, in all or in one unit. `cases`: with at least one. `late` of `judged`: finished steps with
    a due date. `open`, `withdrawn`: steps that are not finished."""

    activity: str
    unit: str | None
    done: int
    open: int
    withdrawn: int
    cases: int
    waited: Times
    took: Times
    late: int
    judged: int

    @property
    def cost(self) -> int:
        """All the time cases spent here, waiting and being worked on: what makes a bottleneck."""
        return self.waited.total + self.took.total


def by_activity(traces: Sequence[Trace]) -> list[Load]:
    """The most frequent first."""
    return sorted(_loads(traces, lambda step: (step.activity, None)), key=lambda load: (-load.done, load.activity))


def by_unit(traces: Sequence[Trace]) -> list[Load]:
    """Activity in unit; what costs cases most time first."""
    return sorted(_loads(traces, lambda step: (step.activity, step.unit)), key=lambda load: (-load.cost, load.activity))


def _loads(traces: Sequence[Trace], key: Callable[[Step], Key]) -> list[Load]:
    steps: dict[Key, list[Step]] = {}
    cases: dict[Key, set[int]] = {}
    for trace in traces:
        for step in trace.steps:
            steps.setdefault(key(step), []).append(step)
            cases.setdefault(key(step), set()).add(trace.key)
    return [_load(one, found, len(cases[one])) for one, found in steps.items()]


def _load(key: Key, steps: Sequence[Step], cases: int) -> Load:
    done = [step for step in steps if step.state == "done"]
    judged = [step.late for step in done if step.late is not None]
    return Load(
        activity=key[0], unit=key[1], done=len(done), open=sum(step.state == "open" for step in steps),
        withdrawn=sum(step.state == "withdrawn" for step in steps), cases=cases,
        waited=times(step.waited for step in done), took=times(step.took for step in done),
        late=sum(judged), judged=len(judged),
    )  # fmt: skip
