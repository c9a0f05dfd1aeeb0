"""What supervisors and the operator do to clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import commands as c

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def pause(attempt: Attempt, command: c.PauseClock) -> None:
    attempt.turn.clocks.pause(command.clock, command.reason)


def resume(attempt: Attempt, command: c.ResumeClock) -> None:
    attempt.turn.clocks.resume(command.clock, command.reason)


def extend(attempt: Attempt, command: c.ExtendClock) -> None:
    attempt.turn.clocks.extend(command.clock, command.by, command.reason)


def regrade(attempt: Attempt, command: c.RegradeClock) -> None:
    attempt.turn.clocks.regrade(command.clock, command.limit, command.reason)


def recompute(attempt: Attempt, command: c.RecomputeClocks) -> None:
    attempt.turn.clocks.recompute(command.reason)
