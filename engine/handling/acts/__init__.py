"""What each command does to a case, before the tokens move. One line per command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import commands as c
from engine.handling.acts import case, clocks, jobs, jumping, migrating, people, rerouting

ACTS: dict[type[c.Command], Callable[[Any, Any], None]] = {
    c.ClaimTask: people.claim,
    c.ReleaseTask: people.release,
    c.AssignTask: people.assign,
    c.CompleteTask: people.complete,
    c.CompleteJob: jobs.complete_job,
    c.FailJob: jobs.fail_job,
    c.CorrelateMessage: case.correlate,
    c.AmendFile: case.amend,
    c.AddNote: case.note,
    c.ResolveIncident: case.resolve,
    c.PauseClock: clocks.pause,
    c.ResumeClock: clocks.resume,
    c.ExtendClock: clocks.extend,
    c.RegradeClock: clocks.regrade,
    c.RecomputeClocks: clocks.recompute,
    c.CancelCase: case.cancel,
    c.MigrateCase: migrating.migrate,
    c.UndoMigration: migrating.undo,
    c.JumpTo: jumping.jump,
    c.SendBack: jumping.send_back,
    c.Reroute: rerouting.reroute,
}
