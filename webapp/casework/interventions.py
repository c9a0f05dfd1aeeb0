"""What people did to a case beside the work that its diagram asked for: what was, what came, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.casework.frames import Frame

KINDS = {
    "TaskAssigned": "reassigned", "ClockPaused": "paused", "ClockResumed": "resumed", "ClockExtended": "extended",
    "ClockRegraded": "regraded", "ClockRecomputed": "recomputed", "FileChanged": "edited", "CaseCancelled": "cancelled",
    "CaseMigrated": "migrated", "MigrationUndone": "migration_undone", "TokenMoved": "moved", "IncidentResolved": "resolved",
    "MessageReceived": "merged", "WorkRerouted": "rerouted",
}  # fmt: skip
"""Kind of event -> kind of intervention; see `is_one` for those that only sometimes are."""
MERGING = {"merge_requested": "merged", "unmerged": "unmerged"}
"""Messages that put a case under another one and take it out again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """`subject`: the element or clock it was done to; "" for the case as a whole. `before` and `after`: the same names, plain
    values."""

    seq: int
    at: datetime
    actor: str
    kind: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str


def kind_of(kind: str, data: Mapping[str, Any]) -> str | None:
    """The kind of intervention that an event is; None for the ordinary course of things."""
    if kind == "FileChanged" and data.get("element") is not None:
        return None
    if kind == "MessageReceived":
        return MERGING.get(data["name"])
    return KINDS.get(kind)


def intervention(before: Frame, row: tuple[Any, ...], stood: Sequence[str]) -> Intervention | None:
    """`before`: the case as it was when the event of `row` (seq, at, kind, data, actor, ...) happened. `stood`: the elements
    where it stood before the whole step."""
    seq, at, event, data, actor, *_ = row
    kind = kind_of(event, data)
    if kind is None:
        return None
    was, came = CHANGES.get(event, _nothing)(before, data)
    if event == "CaseCancelled":
        was, came = {**was, "elements": [*stood]}, {**came, "elements": []}
    return Intervention(
        seq=seq, at=at, actor=actor, kind=kind, subject=str(data.get("element") or data.get("clock") or ""), before=was,
        after=came, reason=str(data.get("reason") or ""),
    )  # fmt: skip


Change = tuple[Mapping[str, Any], Mapping[str, Any]]


def _nothing(before: Frame, data: Mapping[str, Any]) -> Change:
    return {}, {}


def _assigned(before: Frame, data: Mapping[str, Any]) -> Change:
    row = before.model.open["work_item"].get((data["task"],), {})
    return {"assignee": row.get("assignee_id")}, {"assignee": data["assignee"]}


def _clock(before: Frame, data: Mapping[str, Any]) -> Change:
    row = before.model.open["clock"].get((data["clock"], data["run"]), {})
    now = {name: data[name] for name in ("due_at", "limit", "calendar") if name in data}
    names = {"due_at": "due_at", "limit": "time_limit", "calendar": "calendar"}
    return {name: row.get(names[name]) for name in now}, now


def _stands(before: Frame, data: Mapping[str, Any]) -> Change:
    row = before.model.open["clock"].get((data["clock"], data["run"]), {})
    return {"due_at": row.get("due_at")}, {"due_at": data.get("due_at")}


def _edited(before: Frame, data: Mapping[str, Any]) -> Change:
    changes = data.get("changes") or data.get("file") or {}
    return {name: before.file.get(name) for name in changes}, changes


def _merged(before: Frame, data: Mapping[str, Any]) -> Change:
    return {}, {"into": (data.get("payload") or {}).get("into")} if data["name"] == "merge_requested" else {}


def _cancelled(before: Frame, data: Mapping[str, Any]) -> Change:
    return {"status": before.model.case.get("status")}, {"status": "cancelled"}


def _migrated(before: Frame, data: Mapping[str, Any]) -> Change:
    return {"definition": before.definition}, {"definition": data["after"]}


def _moved(before: Frame, data: Mapping[str, Any]) -> Change:
    return {"elements": [data["element"]]}, {"elements": [data["target"]]}


def _rerouted(before: Frame, data: Mapping[str, Any]) -> Change:
    rows = before.model.open["work_item"]
    left = {rows[task,]["unit"] for task in data["tasks"] if (task,) in rows}
    return {"unit": sorted(left)}, {"unit": sorted(set(data["units"]))}


CHANGES: dict[str, Callable[[Frame, Mapping[str, Any]], Change]] = {
    "TaskAssigned": _assigned, "ClockPaused": _stands, "ClockResumed": _stands, "ClockExtended": _clock, "ClockRegraded": _clock,
    "ClockRecomputed": _clock, "FileChanged": _edited, "IncidentResolved": _edited, "CaseCancelled": _cancelled,
    "CaseMigrated": _migrated, "MigrationUndone": _migrated, "TokenMoved": _moved, "MessageReceived": _merged,
    "WorkRerouted": _rerouted,
}  # fmt: skip
