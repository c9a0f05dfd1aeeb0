"""Where a story stands, as plain data for a page: tokens, open work, promises, file, decisions and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from engine import events as e
from engine import work as w
from engine.moments import iso
from engine.scenarios.world import Case, World

NO_STEP = (e.TaskCreated, e.TimerScheduled, e.TimerCancelled, e.MessageAwaited, e.MessageUnawaited, e.TaskCancelled, e.JobCreated)
"""Events whose element the token has not passed."""


def look(world: World) -> dict[str, Any]:
    """{now, next: {at, what} or None, cases: [...], questions: [...]}; moments as text in UTC."""
    upcoming = [(due, case.name, what) for case in world.cases.values() if case.open for due, what in _due(case)]
    first = min(upcoming, default=None)
    return {
        "now": iso(world.time.moment),
        "next": None if first is None else {"at": iso(first[0]), "what": first[2], "case": first[1]},
        "cases": [_case(case) for case in world.cases.values()],
        "questions": [
            {"at": iso(one.at), "process": one.process, "decision": one.decision, "known": dict(one.known), **plain(one.answer)}
            for one in world.questions
        ],
    }


def _due(case: Case) -> Iterable[tuple[datetime, str]]:
    yield from ((t.due_at, t.element) for t in case.work if isinstance(t, w.Timer) and t.due_at is not None)
    for name, promise in case.promises.by_name.items():
        if promise.state == "running" and not promise.breached and promise.due is not None:
            yield promise.due, f"clock:{name}"


def _case(case: Case) -> dict[str, Any]:
    outcome = next((event.outcome for _, event in case.log if isinstance(event, e.CaseCompleted)), None)
    here = [item.element for item in sorted(case.work, key=lambda item: not isinstance(item, w.UserTask))]
    passed = [getattr(event, "element", None) for _, event in case.log if not isinstance(event, NO_STEP)]
    return {
        "name": case.name, "number": case.state.number, "process": case.state.definition.partition("@")[0],
        "definition": case.state.definition, "status": case.state.status, "outcome": outcome,
        "phase": next((event.phase for _, event in reversed(case.log) if isinstance(event, e.PhaseEntered)), None),
        "here": list(dict.fromkeys(here)),
        "done": list(dict.fromkeys([*(p for p in passed if p and p not in here), *([outcome] if outcome else [])])),
        "tasks": [plain(item) for item in case.work if isinstance(item, w.UserTask)],
        "jobs": [plain(item) for item in case.work if isinstance(item, w.Job)],
        "timers": [plain(item) for item in case.work if isinstance(item, w.Timer)],
        "waits": [plain(item) for item in case.work if isinstance(item, w.MessageSubscription)],
        "incidents": [plain(item) for item in case.work if isinstance(item, w.Incident)],
        "clocks": [{"clock": name, **plain(promise)} for name, promise in case.promises.by_name.items()],
        "file": dict(case.state.file),
        "history": [{"at": iso(at), "kind": type(event).__name__, "data": plain(event)} for at, event in case.log],
    }  # fmt: skip


def plain(value: Any) -> Any:
    """JSON of an event or of open work."""
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
