"""A history as mining looks at it: cases with their steps. Ours and those of other systems become the same values, so that
every look works on both.

Times are microseconds of the clock the history was read with: working time of the city's calendar, or elapsed time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

State = Literal["done", "open", "withdrawn"]


class Step(NamedTuple):
    """One activity done once. `activity`: element of the diagram, or its name in a foreign log. `waited`: from when it could be
    taken until somebody took it; `took`: from then to its end; of a foreign step with its end alone, from the end of the step
    before. `late`: ended after its due date, None without one. `started`, `ended`: as recorded; `started` may be missing."""

    activity: str
    unit: str | None
    who: str | None
    state: State
    started: datetime | None
    ended: datetime | None
    waited: int | None
    took: int | None
    late: bool | None


class Trace(NamedTuple):
    """One case. `key`: id of the case, or its position in a foreign log. `version`: definition it runs on, "" of a foreign one.
    `length`: time from beginning to end, None while it is open. `late`: a promise about the whole was broken, None without one.
    `steps`: in the order in which they ended, open ones last."""

    key: int
    name: str
    version: str
    began: datetime | None
    ended: datetime | None
    length: int | None
    late: bool | None
    steps: tuple[Step, ...]

    @property
    def way(self) -> tuple[str, ...]:
        """Its activities in the order in which they were finished: what makes it a variant."""
        return tuple(step.activity for step in self.steps if step.state == "done")

    @property
    def done(self) -> list[Step]:
        return [step for step in self.steps if step.state == "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """`read_at`: when it was read. `cut`: there are more cases than were read; these are the newest."""

    traces: Sequence[Trace]
    read_at: datetime
    cut: bool = False

    @property
    def size(self) -> int:
        return len(self.traces)
