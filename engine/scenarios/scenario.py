"""scenarios.yaml as values. A scenario is a list of steps; a step is a mapping with one verb and what belongs to it.

start: NAME of a request, with: {entries that differ}     a new case; its process is the folder's, or `process`
at: "2026-03-02 09:00"                                    go there in local time; whatever falls due on the way happens
fire: TIMER                                               go to the moment at which this timer is due
complete: TASK, with: {answers}                           the one open task of this element; TASK@UNIT where several
                                                          have it, TASK#2 the second that began where one has several
refused: TASK, with: {answers}, because: CODE             it cannot be completed so
job: TASK, with: {result}                                 the outside world did it
failed: TASK, because: CODE                               the outside world could not do it
message: NAME, with: {payload}                            from outside the engine
amend: {entries}                                          the case file is corrected by hand
ask: DECISION, with: {entries}, answer: VALUE             a decision of the process, asked outside of any case as jobs and pages
                                                          do; of an answer with several parts, those that are named
do: PART                                                  steps with a name, shared by scenarios
expect: {...}                                             see expectations.py
by: NUMBER                                                beside complete and refused: the person who does it
case: NAME                                                beside any verb: another case than the first of the process
number: TEXT                                              beside start: the number of the case

A scenario has a `name`, and may have a `title`: the same in the language of the diagram. It may bring the organisation it plays
in (`units`, as in organisation.yaml) and policies that stand over those of the manifest (`policies`: name -> value), and
`requests` of its own. Those and the `parts` of the file are shared by its scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from engine.scenarios.bounds import DEEPEST_PARTS, LARGEST_TEXT, MOST_LINES, MOST_SCENARIOS, MOST_STEPS
from engine.scenarios.failures import broken

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Where time stands before a scenario says otherwise."""
VERBS = ("start", "at", "fire", "complete", "refused", "failed", "job", "message", "amend", "ask", "expect")
BESIDE = frozenset(("with", "case", "process", "by", "because", "number", "answer"))
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    number: str | None = None
    answer: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """`units`: code -> {under, tier, kind, roles}; None: the small city. `policies`: name -> value."""

    name: str
    process: str
    steps: tuple[StepOfScenario, ...]
    units: Mapping[str, Mapping[str, Any]] | None = None
    policies: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""


def read(path: Path) -> list[Scenario]:
    """All scenarios of a process folder. Errors: Broken."""
    return parse(path.read_text(), path.parent.name)


def parse(text: str, process: str) -> list[Scenario]:
    """All scenarios of a file. Errors: Broken, when it is not what the head of this module says."""
    if len(text) > LARGEST_TEXT:
        raise broken("too_much", what="characters", allowed=LARGEST_TEXT)
    try:
        content = yaml.load(text, Loader=LOADER) or {}
        entries = content.get("scenarios") or []
        if len(entries) > MOST_SCENARIOS:
            raise broken("too_much", what="scenarios", allowed=MOST_SCENARIOS)
        return [scenario_of(entry, process, content.get("requests") or {}, content.get("parts") or {}) for entry in entries]
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as wrong:
        raise broken("unreadable", message=f"{type(wrong).__name__}: {wrong}"[:500]) from wrong


def scenario_of(entry: Mapping[str, Any], process: str, requests: Mapping[str, Any], parts: Mapping[str, Any]) -> Scenario:
    """An entry of `scenarios`. Errors: Broken; KeyError, TypeError, ValueError for what is none."""
    known = {**requests, **(entry.get("requests") or {})}
    steps = [_step(step, process, known, line) for line, step in enumerate(written_out(entry["steps"], parts), 1)]
    return Scenario(
        name=str(entry["name"]), process=process, steps=tuple(steps), units=entry.get("units"),
        policies=entry.get("policies") or {}, title=str(entry.get("title") or ""),
    )  # fmt: skip


def written_out(steps: list[dict[str, Any]], parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps with their parts in place. Errors: Broken when there are too many; KeyError for an unknown part."""
    found: list[dict[str, Any]] = []
    for step in _expanded(steps, parts, 0, count(1)):
        if len(found) >= MOST_STEPS:
            raise broken("too_much", what="steps", allowed=MOST_STEPS)
        found.append(step)
    return found


def _expanded(
    steps: list[dict[str, Any]], parts: Mapping[str, Any], depth: int, lines: Iterator[int]
) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST_PARTS:
        raise broken("too_much", what="levels", allowed=DEEPEST_PARTS)
    for step in steps:
        if next(lines) > MOST_LINES:
            raise broken("too_much", what="lines", allowed=MOST_LINES)
        if "do" in step:
            yield from _expanded(parts[step["do"]], parts, depth + 1, lines)
        else:
            yield step


def _step(step: dict[str, Any], process: str, requests: Mapping[str, Any], line: int) -> StepOfScenario:
    verbs = [verb for verb in VERBS if verb in step]
    unknown = step.keys() - {*VERBS, *BESIDE}
    if len(verbs) != 1 or unknown:
        raise ValueError(f"step {line}: one verb of {VERBS}, then {sorted(BESIDE)}; this has {sorted(step)}")
    if ("ask" in step) != ("answer" in step):
        raise ValueError(f"step {line}: ask and answer belong together")
    own = step.get("process", process)
    given = step.get("with") or {}
    if verbs[0] == "start":
        given = {**requests[step["start"]], **given}
    return StepOfScenario(
        verb=verbs[0], about=step[verbs[0]], given=given, case=step.get("case", own), process=own, line=line,
        by=step.get("by"), because=step.get("because", ""), number=step.get("number"), answer=step.get("answer"),
    )  # fmt: skip
