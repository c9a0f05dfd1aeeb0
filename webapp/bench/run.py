"""All measurements in one run, as a table and as var/bench.json."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import orjson

from webapp.bench import boards, bulk, clearance, durable, history, longest, mining, moves, pages, steps, timers, what_if
from webapp.bench.measure import Measurement, yardstick
from webapp.config import ROOT, Config

RESULT = ROOT / "var" / "bench.json"

SUBJECTS: Mapping[str, Callable[[Config, float], list[Measurement]]] = {
    "feel": lambda config, yard: steps.feel_condition(yard),
    "engine": lambda config, yard: steps.engine_steps(yard),
    "durable": lambda config, yard: durable.measure(config),
    "timers": lambda config, yard: timers.measure(config),
    "inbox": lambda config, yard: pages.measure(config),
    "clearance": lambda config, yard: clearance.measure(config),
    "board": lambda config, yard: boards.measure(config),
    "bulk": lambda config, yard: bulk.measure(config),
    "moves": lambda config, yard: moves.measure(config),
    "history": lambda config, yard: history.measure(config),
    "mining": lambda config, yard: mining.measure(config),
    "whatif": lambda config, yard: what_if.measure(config),
    "history10k": lambda config, yard: longest.measure(config),
}


def run(config: Config, only: tuple[str, ...] = ()) -> Iterator[Measurement]:
    """Measure, one subject after the other; the yardstick first."""
    yard = yardstick()
    yield Measurement(name="yardstick", value=yard * 1e3, unit="ms", budget=None, note="fixed piece of plain Python, this run")
    for name, subject in SUBJECTS.items():
        if not only or name in only:
            yield from subject(config, yard)


def keep(found: list[Measurement], path: Path = RESULT) -> None:
    """Write the figures for the next run, or a person, to compare."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps([one.as_row() for one in found], option=orjson.OPT_INDENT_2))


def line(one: Measurement) -> str:
    """One line of the table."""
    sign = ">=" if one.higher_is_better else "<="
    budget = f"{sign} {one.budget:g} {one.unit}" if one.budget is not None else ""
    verdict = {True: "met", False: "MISSED", None: ""}[one.met]
    ratio = f"{one.ratio:.2f} x {one.against}" if one.ratio is not None else ""
    return f"{one.name:<42} {one.value:>10.3f} {one.unit:<8} {budget:<16} {verdict:<7} {ratio:<22} {one.note}"
