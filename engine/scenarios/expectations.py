"""What a scenario may expect of a case, and how it is read off.

open: [task@unit, ...]     all open user tasks      jobs: [task]       all open jobs
waits: [message]           all awaited messages      asks: {job: {input: value}}   what these open jobs were given
timers: {id: due | null}   these timers             clocks: {name: {state, due, run, unit, limit, breached, on_time}}
priority: {task: number}   of these open user tasks
outcome: END               the case is completed    phase: PHASE       the last one entered
fired, raised, sent: []    timers, escalation codes, messages since the last expectation about them
rings: [task@unit, ...]    the open user tasks that rang when they came up
file: {key: value}         entries of the case file, nested keys joined by a dot
cases: [name]              all cases of this world that are open
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from engine import events as e
from engine import work as w
from engine.calendar import SHANGHAI
from engine.ringing import rings, rings_within
from engine.scenarios.failures import Unmet
from engine.scenarios.world import Case, World


def differences(world: World, case: Case, expected: Mapping[str, Any], since: int) -> list[Unmet]:
    """What is otherwise. `since`: events of the case that were expected about before."""
    stopped = [item for item in case.work if isinstance(item, w.Incident)]
    found = [Unmet(kind="incident", facts={"element": i.element, "incident": i.kind, "message": i.message}) for i in stopped]
    for key, value in expected.items():
        seen = READERS[key](world, case, value, since)
        if seen != value:
            found.append(Unmet(kind="differs", facts={"key": key, "expected": value, "found": seen}))
    return found


def _open(world: World, case: Case, value: Any, since: int) -> list[str]:
    return sorted(f"{t.element}@{t.unit}" for t in case.work if isinstance(t, w.UserTask))


def _rings(world: World, case: Case, value: Any, since: int) -> list[str]:
    """By what was policy at that moment."""
    still = {t.no for t in case.work if isinstance(t, w.UserTask)}
    came = [(at, event) for at, event in case.log if isinstance(event, e.TaskCreated) and event.task in still]
    rang = [event for at, event in came if rings(at, event.due_at, rings_within(world.policy(case, at)))]
    return sorted(f"{event.element}@{event.unit}" for event in rang)


def _jobs(world: World, case: Case, value: Any, since: int) -> list[str]:
    return sorted(j.element for j in case.work if isinstance(j, w.Job))


def _asks(world: World, case: Case, value: Mapping[str, Mapping[str, Any]], since: int) -> dict[str, Any]:
    given = {j.element: j.inputs for j in case.work if isinstance(j, w.Job)}
    return {name: {key: given.get(name, {}).get(key) for key in wanted} for name, wanted in value.items()}


def _waits(world: World, case: Case, value: Any, since: int) -> list[str]:
    return sorted(m.name for m in case.work if isinstance(m, w.MessageSubscription))


def _timers(world: World, case: Case, value: Mapping[str, Any], since: int) -> dict[str, Any]:
    armed = {t.element: local(t.due_at) for t in case.work if isinstance(t, w.Timer)}
    return {name: armed.get(name, "not there") for name in value}


def _clocks(world: World, case: Case, value: Mapping[str, Mapping[str, Any]], since: int) -> dict[str, Any]:
    return {name: _clock(case, name, wanted) for name, wanted in value.items()}


def _clock(case: Case, name: str, wanted: Mapping[str, Any]) -> Any:
    promise = case.promises.by_name.get(name)
    if promise is None:
        return "never started"
    return {key: local(promise.due) if key == "due" else getattr(promise, key) for key in wanted}


def _priority(world: World, case: Case, value: Mapping[str, int], since: int) -> dict[str, Any]:
    seen = {t.element: t.priority for t in case.work if isinstance(t, w.UserTask)}
    return {name: seen.get(name, "not open") for name in value}


def _outcome(world: World, case: Case, value: Any, since: int) -> str | None:
    return next((event.outcome for _, event in reversed(case.log) if isinstance(event, e.CaseCompleted)), None)


def _phase(world: World, case: Case, value: Any, since: int) -> str | None:
    return next((event.phase for _, event in reversed(case.log) if isinstance(event, e.PhaseEntered)), None)


def _since(kind: type[e.Event], name: str) -> Callable[[World, Case, Any, int], list[str]]:
    return lambda world, case, value, since: [getattr(event, name) for _, event in case.log[since:] if isinstance(event, kind)]


def _file(world: World, case: Case, value: Mapping[str, Any], since: int) -> dict[str, Any]:
    return {path: _at(case.state.file, path.split(".")) for path in value}


def _at(value: Any, path: list[str]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _cases(world: World, case: Case, value: Any, since: int) -> list[str]:
    return sorted(name for name, other in world.cases.items() if other.open)


def leaves(path: tuple[str, ...], old: Any, new: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """(path, old, new) of each single thing in which two values differ."""
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old.keys() == new.keys():
        for key in old:
            yield from leaves((*path, str(key)), old[key], new[key])
    elif old != new:
        yield path, old, _plain(new)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def local(moment: datetime | None) -> str | None:
    """As the scenarios write it."""
    return None if moment is None else moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


READERS: dict[str, Callable[[World, Case, Any, int], Any]] = {
    "open": _open, "rings": _rings, "jobs": _jobs, "waits": _waits, "asks": _asks, "timers": _timers, "clocks": _clocks,
    "priority": _priority, "outcome": _outcome, "phase": _phase,
    "fired": _since(e.TimerFired, "element"), "raised": _since(e.EscalationRaised, "code"), "sent": _since(e.MessageSent, "name"),
    "file": _file, "cases": _cases,
}  # fmt: skip
