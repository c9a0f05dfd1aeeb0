"""A measurement and the yardstick of the run: absolute times move by a factor of two between hours and machines, so every
figure also stands as a multiple of a fixed piece of work that was timed in the same run."""

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """`value` is in `unit`; `budget` too. `higher_is_better` tells on which side of the budget the value must lie. `ratio` is
    the value divided by the baseline named in `against`, both from this run."""

    name: str
    value: float
    unit: str
    budget: float | None
    higher_is_better: bool = False
    ratio: float | None = None
    against: str | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.budget is None:
            return None
        return self.value >= self.budget if self.higher_is_better else self.value <= self.budget

    def as_row(self) -> dict[str, object]:
        return {**asdict(self), "met": self.met}


def yardstick() -> float:
    """Seconds for a fixed piece of plain Python (JSON there and back, dict and string work), best of twenty."""
    document = {f"key{i}": {"n": i, "text": "x" * (i % 17), "list": list(range(i % 7))} for i in range(60)}

    def work() -> None:
        for _ in range(3):
            copy = json.loads(json.dumps(document))
            sorted(copy, key=lambda k: copy[k]["text"])

    return min(times(work, repeat=20))


def times(action: Callable[[], object], *, repeat: int) -> list[float]:
    """Seconds of each of `repeat` runs, the garbage collector held back as timeit does."""
    found = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(repeat):
            start = time.perf_counter()
            action()
            found.append(time.perf_counter() - start)
    finally:
        gc.enable()
    return found


def percentile(values: Iterable[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


median = statistics.median
