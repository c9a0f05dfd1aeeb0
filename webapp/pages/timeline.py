"""The history of a case in plain words: one entry per step, what caused it first, then what followed from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.casework.actors import absent_in, user_in
from webapp.casework.queries.case import HistoryStep
from webapp.casework.requester_codes import FIRST
from webapp.i18n import has
from webapp.models import ClockEntry
from webapp.pages import move_words
from webapp.pages.answers import answers_in_words
from webapp.pages.dated_words import dated_words
from webapp.pages.limit_words import limit_words
from webapp.pages.names import person_name, phase_name, role_name, unit_name
from webapp.pages.openings import opening
from webapp.pages.process_texts import clock_name, element_name, outcome_name, translated
from webapp.pages.texts import moment, t

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`answers`: (label, value) pairs of a form that was filled in. `said`: a reference to what somebody wrote."""

    words: str
    answers: tuple[tuple[str, Any], ...] = ()
    said: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`tone`: "", "loud" (something went wrong) or "win" (the case is closed). `sign`: icon."""

    at: datetime
    who: str
    sign: str
    tone: str
    lines: tuple[Line, ...]


def entries(identity: str, steps: Iterable[HistoryStep]) -> list[Entry]:
    """Steps with nothing to tell people are left out. `identity`: of the version that the case was on after the newest of them;
    what happened on an earlier version is told in its words."""
    told = []
    for step in steps:
        identity, after = next((data["before"] for kind, data in step.events if kind in VERSION_CHANGES), identity), identity
        lines = tuple(line for kind, data in step.events if (line := _line(after, kind, data)))
        if not lines:
            continue
        kinds = [kind for kind, _ in step.events]
        loud = any(kind in {"ClockBreached", "IncidentRaised", "JobFailed", "EscalationRaised"} for kind in kinds)
        won = any(kind in {"CaseCompleted", "CaseCancelled"} for kind in kinds)
        sign = next((SIGNS[kind] for kind in kinds if kind in SIGNS), "gear")
        tone = "win" if won else "loud" if loud else ""
        told.append(Entry(at=step.at, who=who(step.actor), sign=sign, tone=tone, lines=lines))
    return told


def who(actor: str) -> str:
    """The name behind a recorded actor; a deputy with the colleague in whose place it was done."""
    user_id, absent = user_in(actor), absent_in(actor)
    if user_id is not None:
        person = person_name(user_id) or actor
        return t("actor-on-behalf", person=person, absent=person_name(absent)) if absent is not None else person
    key = f"actor-{actor}"
    return t(key) if has("en", key) else t("actor-system")


VERSION_CHANGES = ("CaseMigrated", "MigrationUndone")

SIGNS = {
    "CaseMigrated": "route", "MigrationUndone": "back", "TokenMoved": "route", "WorkRerouted": "route",
    "CaseStarted": "plus", "TaskCompleted": "check", "TaskClaimed": "hand", "TaskAssigned": "hand", "TaskReleased": "back",
    "ClockBreached": "overdue", "TimerFired": "clock", "EscalationRaised": "flag", "IncidentRaised": "overdue",
    "MessageSent": "message", "MessageReceived": "message", "CaseCancelled": "out", "ClockPaused": "pause",
    "ClockExtended": "clock", "ClockRecomputed": "clock", "ClockRegraded": "clock", "NoteAdded": "file",
}  # fmt: skip


def _line(identity: str, kind: str, data: Data) -> Line | None:
    tell = TELL.get(kind)
    words = tell(identity, data) if tell else ""
    if not words:
        return None
    if kind == "NoteAdded":
        return Line(words=words, said=data["note"].get("words", data["note"]))
    if kind == "MessageReceived":
        return Line(words=words, said=_said(data.get("payload") or {}))
    answers = answers_in_words(identity, data["element"], data["answers"]) if kind == "TaskCompleted" else ()
    return Line(words=words, answers=tuple(answers))


def _said(payload: Data) -> Any:
    """What a requester wrote and sent along, see casework.requester."""
    verdict = payload.get("verdict")
    parts = [
        t("said-by-requester", number=payload["requester"]) if payload.get("requester") else None,
        t(f"verdict-{verdict}") if verdict in ("satisfied", "unsatisfied") else None,
        t("said-about-holder") if payload.get("about_holder") else None,
        t("said-about-unit", unit=unit_name(payload["about_unit"])) if payload.get("about_unit") else None,
        payload.get("text"),
    ]
    return [part for part in (*parts, *(payload.get("files") or ())) if part] or None


def _decided(identity: str, data: Data) -> str:
    words, dated = t("event-decision-taken", step=_step(identity, data)), dated_words(data)
    return t("event-decision-taken-dated", words=words, dated=dated) if dated else words


def _step(identity: str, data: Data) -> str:
    return element_name(identity, data.get("element") or "")


def _clock(identity: str, data: Data) -> str:
    return clock_name(identity, data["clock"])


def _at(value: str | None) -> str:
    return moment(datetime.fromisoformat(value)) if value else t("not-said")


def reason_words(identity: str, code: str) -> str:
    """Reasons are codes of the diagram, or what a person typed."""
    key = f"reason-{code.replace('_', '-')}"
    return translated(identity, ("reasons", code)) or (t(key) if has("en", key) else code)


def _message(name: str) -> str:
    key = f"message-{name.replace('_', '-')}"
    return t(key) if has("en", key) else name


def _card(note: Mapping[str, Any]) -> str:
    what = "taken-back" if "reverses" in note else "given"
    return t(f"event-card-{what}", card=t(f"card-{note['card']}"), unit=unit_name(note["unit"]))


TELL: dict[str, Callable[[str, Data], str]] = {
    "CaseStarted": lambda i, d: opening(d),
    "PhaseEntered": lambda i, d: t("event-phase-entered", phase=phase_name(d["phase"])),
    "TaskCreated": lambda i, d: t("event-task-created", step=_step(i, d), unit=unit_name(d["unit"]), role=role_name(d["role"])),
    "TaskClaimed": lambda i, d: t("event-task-claimed", step=_step(i, d)),
    "TaskReleased": lambda i, d: t("event-task-released", step=_step(i, d)),
    "TaskAssigned": lambda i, d: t("event-task-assigned", step=_step(i, d), person=person_name(d["assignee"])),
    "TaskCompleted": lambda i, d: t("event-task-completed", step=_step(i, d)),
    "TaskCancelled": lambda i, d: t("event-task-cancelled", step=_step(i, d)),
    "TimerFired": lambda i, d: t("event-timer-fired", step=_step(i, d)),
    "ClockStarted": lambda i, d: t(
        "event-clock-started", clock=_clock(i, d), unit=unit_name(d["unit"]), limit=limit_words(d["limit"]), due=_at(d["due_at"])
    ),
    "ClockPaused": lambda i, d: t("event-clock-paused", clock=_clock(i, d), reason=reason_words(i, d["reason"])),
    "ClockResumed": lambda i, d: t("event-clock-resumed", clock=_clock(i, d), due=_at(d["due_at"])),
    "ClockExtended": lambda i, d: t("event-clock-extended", clock=_clock(i, d), by=limit_words(d["by"]), due=_at(d["due_at"])),
    "ClockRegraded": lambda i, d: t(
        "event-clock-regraded", clock=_clock(i, d), old=limit_words(d["old_limit"]), limit=limit_words(d["limit"]),
        was=_at(d["old_due_at"]), due=_at(d["due_at"]), reason=reason_words(i, d["reason"]),
    ),
    "ClockRecomputed": lambda i, d: t("event-clock-recomputed", clock=_clock(i, d), due=_at(d["due_at"])),
    "ClockBreached": lambda i, d: t("event-clock-breached", clock=_clock(i, d), unit=unit_name(d["unit"]), due=_at(d["due_at"])),
    "ClockStopped": lambda i, d: t(
        "event-clock-stopped-on-time" if d["on_time"] else "event-clock-stopped-late", clock=_clock(i, d)
    ),
    "EscalationRaised": lambda i, d: t("event-escalation-raised", step=_step(i, d)),
    "DecisionTaken": lambda i, d: _decided(i, d),
    "JobFailed": lambda i, d: t("event-job-failed", step=_step(i, d)),
    "MessageSent": lambda i, d: t("event-message-sent", message=_message(d["name"])),
    "MessageReceived": lambda i, d: t("event-message-received", message=_message(d["name"])),
    "CaseMigrated": lambda i, d: move_words.migrated(d),
    "MigrationUndone": lambda i, d: move_words.undone(d),
    "TokenMoved": move_words.moved,
    "WorkRerouted": lambda i, d: t("event-work-rerouted", count=len(d["tasks"]), reason=reason_words(i, d["reason"])),
    "TaskMoved": lambda i, d: t("event-task-moved", step=_step(i, d), unit=unit_name(d["unit"]), role=role_name(d["role"])),
    "FileChanged": lambda i, d: t("event-file-amended", reason=d["reason"]) if d.get("reason") else "",
    "NoteAdded": lambda i, d: (
        _card(d["note"]) if "card" in d["note"]
        else t("event-note-added-restricted", unit=unit_name(d["audience"])) if d.get("audience") else t("event-note-added")
    ),
    "IncidentRaised": lambda i, d: t("event-incident-raised", step=_step(i, d)),
    "IncidentResolved": lambda i, d: t("event-incident-resolved", step=_step(i, d)),
    "CaseCompleted": lambda i, d: t("event-case-completed", outcome=outcome_name(i, d["outcome"])),
    "CaseCancelled": lambda i, d: t("event-case-cancelled", reason=d["reason"]),
}  # fmt: skip
"""Kind of event -> how it is told. Kinds that are not here mean nothing to people: timers armed and disarmed, facts for lists."""


def ledger_line(identity: str, entry: ClockEntry) -> str:
    """One line of a clock's ledger: why the due date is what it is."""
    tell = TELL[entry.kind]
    return tell(identity, {"clock": entry.name, "run": entry.run, **entry.data})


PUBLIC = {"CaseStarted", "PhaseEntered", "CaseCompleted", "CaseCancelled"}
"""What a requester is told: no names, no units' inner affairs, no notes."""
PUBLIC_MESSAGES = {"supplement_received", "requester_chased", "withdrawal_requested", "evaluated", "other_evaluated"}
"""What a requester said himself, or somebody who asks for the same."""


def public_entries(identity: str, steps: Iterable[HistoryStep], *, by: int = FIRST) -> list[Entry]:
    """The history as the requester of this number reads it."""
    told = []
    for step in steps:
        lines = tuple(Line(words=words) for kind, data in step.events if (words := _public_words(identity, kind, data, by)))
        if lines:
            won = any(kind in {"CaseCompleted", "CaseCancelled"} for kind, _ in step.events)
            told.append(Entry(at=step.at, who="", sign="done" if won else "check", tone="win" if won else "", lines=lines))
    return told


def _public_words(identity: str, kind: str, data: Data, by: int) -> str:
    if kind == "MessageReceived" and data["name"] in PUBLIC_MESSAGES:
        is_own = (data.get("payload") or {}).get("requester", FIRST) == by
        return t(f"public-message-{data['name']}") if is_own else t("public-message-of-another")
    return TELL[kind](identity, data) if kind in PUBLIC else ""
