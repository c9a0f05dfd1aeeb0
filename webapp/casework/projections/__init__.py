"""Event -> rows of the read models, one small function per kind of event. They look nothing up but the case's own open rows
and the tree of units; `bihuan rebuild` runs them again over the whole history and must get the same rows."""

from __future__ import annotations

from engine import events as e
from engine.events import Event
from webapp.casework.projections import cards, case, clocks, flags, tasks
from webapp.casework.projections.occasion import Occasion, Projection, Units, UnitsAt
from webapp.casework.readmodel import ReadModel

__all__ = ["PROJECTIONS", "TIMELINE_ONLY", "Occasion", "Units", "UnitsAt", "project"]

PROJECTIONS: dict[type[Event], Projection] = {
    e.CaseStarted: case.case_started,
    e.PhaseEntered: case.phase_entered,
    e.FactsChanged: case.facts_changed,
    e.TaskCreated: tasks.task_created,
    e.TaskRescheduled: tasks.task_rescheduled,
    e.TaskReprioritised: tasks.task_reprioritised,
    e.TaskClaimed: tasks.task_claimed,
    e.TaskAssigned: tasks.task_claimed,
    e.TaskReleased: tasks.task_released,
    e.TaskCompleted: tasks.task_completed,
    e.TaskCancelled: tasks.task_cancelled,
    e.FileChanged: flags.file_changed,
    e.MessageReceived: flags.message_received,
    e.TimerScheduled: clocks.timer_scheduled,
    e.TimerFired: cards.timer_fired,
    e.TimerCancelled: clocks.timer_ended,
    e.ClockStarted: clocks.clock_started,
    e.ClockPaused: clocks.clock_paused,
    e.ClockResumed: clocks.clock_resumed,
    e.ClockExtended: clocks.clock_moved,
    e.ClockRegraded: clocks.clock_moved,
    e.ClockRecomputed: clocks.clock_moved,
    e.ClockBreached: clocks.clock_breached,
    e.ClockStopped: clocks.clock_stopped,
    e.EscalationRaised: clocks.escalation_raised,
    e.NoteAdded: cards.note_added,
    e.IncidentRaised: case.incident_raised,
    e.IncidentResolved: case.incident_resolved,
    e.CaseMigrated: case.version_changed,
    e.MigrationUndone: case.version_changed,
    e.TaskMoved: tasks.task_moved,
    e.IncidentMoved: case.incident_moved,
    e.CaseCompleted: case.case_completed,
    e.CaseCancelled: case.case_cancelled,
}

TIMELINE_ONLY: frozenset[type[Event]] = frozenset({
    e.JobCreated, e.JobCompleted, e.JobFailed, e.JobCancelled, e.MessageAwaited, e.MessageUnawaited, e.MessageSent,
    e.DecisionTaken, e.TokenMoved, e.JobMoved, e.WorkRerouted,
})  # fmt: skip
"""No read model: people see them in the timeline of the case. Jobs and messages also have effects, see effects.py."""


def project(event: Event, on: Occasion, model: ReadModel) -> None:
    """Fold one event into the read models."""
    projection = PROJECTIONS.get(type(event))
    if projection is not None:
        for write in projection(event, on, model):
            model.apply(write)
