"""scenarios.yaml as values. A scenario is a list of steps; a step is a mapping with one verb and what belongs to it.

start: NAME of a request, with: {entries that differ}     a new case; its process is the folder's, or `process`
at: "2026-03-02 09:00"                                    go there in local time; whatever falls due on the way happens
fire: TIMER                                               go to the moment at which this timer is due
complete: TASK, with: {answers}                           the one open task of this element; TASK@UNIT where several have it
refused: TASK, with: {answers}, because: CODE             it cannot be completed so
job: TASK, with: {result}                                 the outside world did it
failed: TASK, because: CODE                               the outside world could not do it
message: NAME, with: {payload}                            from outside the engine
do: PART                                                  steps with a name, shared by scenarios
expect: {...}                                             see expectations.py
by: NUMBER                                                beside complete and refused: the person who does it
case: NAME                                                beside any verb: another case than the first of the process
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Where time stands before a scenario says otherwise."""
VERBS = ("start", "at", "fire", "complete", "refused", "failed", "job", "message", "expect")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOfScenario:
    """`about`: the value of the verb. `line` counts steps of the expanded scenario, for messages."""

    verb: str
    about: Any
    given: Mapping[str, Any]
    case: str
    process: str
    line: int
    by: int | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    name: str
    process: str
    steps: tuple[StepOfScenario, ...]


def read(path: Path) -> list[Scenario]:
    """All scenarios of a process folder."""
    content = yaml.safe_load(path.read_text())
    process, requests, parts = path.parent.name, content["requests"], content.get("parts", {})
    return [
        Scenario(
            name=entry["name"],
            process=process,
            steps=tuple(_step(step, process, requests, line) for line, step in enumerate(_expanded(entry["steps"], parts), 1)),
        )
        for entry in content["scenarios"]
    ]


def _expanded(steps: list[dict[str, Any]], parts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for step in steps:
        if "do" in step:
            yield from _expanded(parts[step["do"]], parts)
        else:
            yield step


def _step(step: dict[str, Any], process: str, requests: Mapping[str, Any], line: int) -> StepOfScenario:
    verbs = [verb for verb in VERBS if verb in step]
    unknown = step.keys() - {*VERBS, "with", "case", "process", "by", "because"}
    if len(verbs) != 1 or unknown:
        raise ValueError(f"step {line}: one verb of {VERBS}, then with, case, process; this has {sorted(step)}")
    own = step.get("process", process)
    given = step.get("with", {})
    if verbs[0] == "start":
        given = {**requests[step["start"]], **given}
    return StepOfScenario(
        verb=verbs[0], about=step[verbs[0]], given=given, case=step.get("case", own), process=own, line=line,
        by=step.get("by"), because=step.get("because", ""),
    )  # fmt: skip
