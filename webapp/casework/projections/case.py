"""The case row: facts for lists, phase, status; incidents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine import events as e
from webapp.casework.projections import flags
from webapp.casework.projections.occasion import Occasion
from webapp.casework.readmodel import Put, ReadModel, Write

FACTS = ("title", "category", "urgency", "channel", "place", "compartment", "about_unit")
"""Facts of the case that every open work item repeats, so that the inbox needs no join."""
COLUMNS_OF_FACTS = ("title", "channel", "category", "urgency", "place", "compartment", "about_unit")


def case_started(event: e.CaseStarted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("case", (), {
        "number": event.number, "process": event.process, "definition": event.definition, "status": "active", "outcome": None,
        "title": str(event.file.get("title") or ""), "channel": event.file.get("channel"), "category": None, "urgency": None,
        "place": None, "unit": None, "phase": None, "tier": None, "opened_at": on.at, "closed_at": None,
        "source": event.file.get("source"), "external_id": event.file.get("external_id"), "compartment": None,
        "about_unit": None, "flags": flags.of_file(event.file),
    })  # fmt: skip


def phase_entered(event: e.PhaseEntered, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("case", (), {"phase": event.phase})


def facts_changed(event: e.FactsChanged, on: Occasion, model: ReadModel) -> Iterator[Write]:
    changes = {name: _text(event.changes[name]) for name in COLUMNS_OF_FACTS if name in event.changes}
    if "title" in changes:
        changes["title"] = changes["title"] or ""
    yield Put("case", (), changes)
    repeated = {name: value for name, value in changes.items() if name in FACTS}
    if repeated:
        for key in tuple(model.open["work_item"]):
            yield Put("work_item", key, repeated)
    yield from flags.restricted(model)


def incident_raised(event: e.IncidentRaised, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("incident", (event.incident,), {
        "element": event.element, "kind": event.incident_kind, "message": event.message, "raised_at": on.at, "resolved_at": None,
    })  # fmt: skip
    yield Put("case", (), {"status": "incident"})


def incident_resolved(event: e.IncidentResolved, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("incident", (event.incident,), {"resolved_at": on.at})
    if set(model.open["incident"]) <= {(event.incident,)} and model.case["closed_at"] is None:
        yield Put("case", (), {"status": "active"})


def version_changed(event: e.CaseMigrated | e.MigrationUndone, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("case", (), {"definition": event.after})


def incident_moved(event: e.IncidentMoved, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("incident", (event.incident,), {"element": event.element})


def case_completed(event: e.CaseCompleted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield from _closed("completed", event.outcome, on, model)


def case_cancelled(event: e.CaseCancelled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield from _closed("cancelled", "cancelled", on, model)


def _closed(status: str, outcome: str, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("case", (), {"status": status, "outcome": outcome, "closed_at": on.at})
    for key in tuple(model.open["incident"]):
        yield Put("incident", key, {"resolved_at": on.at})
    for key in tuple(model.open["clearance_entry"]):
        yield Put("clearance_entry", key, {"cleared_at": on.at, "outcome": outcome})


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
