"""Files of strangers are looked at behind a wall: a process of its own with a limit of time and memory, so that no file can hold
the pages, whatever it does to a parser or to a rule."""

from __future__ import annotations

import os
import threading
from typing import Any

from engine.errors import Rejection
from webapp.trials.sandbox import OutOfMemory, OutOfTime, Sandbox, SandboxError

PATIENCE = 10.0
"""Seconds by the clock that somebody waits while others are looked at."""


class TooHardToCheck(Rejection):
    """Looking these files through takes longer, or more memory, than is given to it."""


class CheckIsBusy(Rejection):
    """Too many drafts are looked through at this moment; nothing is wrong with this one."""


class Wall:
    """One child of this process, started with the first question, kept for the next ones. `entry`: module:function."""

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self._turn = threading.Lock()
        self._child: Sandbox | None = None
        self._owner = 0

    def ask(self, payload: Any, *, seconds: float) -> Any:
        """What the function answers, both JSON values or bytes inside of them. `seconds`: of the processor. Errors:
        TooHardToCheck, CheckIsBusy, webapp.trials.sandbox.TaskFailed."""
        if not self._turn.acquire(timeout=PATIENCE):
            raise CheckIsBusy
        try:
            if self._child is None or self._owner != os.getpid():
                self._child, self._owner = Sandbox(self._entry), os.getpid()
            return self._child.ask(payload, seconds=seconds)
        except SandboxError as problem:
            if self._child is not None:
                self._child.close()
            self._child = None
            if isinstance(problem, OutOfTime | OutOfMemory):
                raise TooHardToCheck from problem
            raise
        finally:
            self._turn.release()
