"""The lint over files of strangers, behind a wall: a process of its own with a limit of time and memory looks at them, so that no
file can hold the pages, whatever it does to a parser or to a rule. The rules count sizes before they look
(engine/lint/vocabulary.py); this is for what nobody thought of."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping

from engine.errors import Rejection
from engine.lint import Finding
from engine.lint.sandboxed import finding_of
from webapp.casework.reading import READERS
from webapp.service_tasks import SERVICE_TASKS
from webapp.trials.sandbox import OutOfMemory, OutOfTime, Sandbox, SandboxError

SECONDS = 3.0
"""Of the processor, for all files of a draft; the largest process of ours takes 0.3."""
PATIENCE = 10.0
"""Seconds by the clock that somebody waits while others are looked at."""


class TooHardToCheck(Rejection):
    """Looking these files through takes longer, or more memory, than is given to it."""


class CheckIsBusy(Rejection):
    """Too many drafts are looked through at this moment; nothing is wrong with this one."""


class _Looker:
    """One child of this process, started with the first question, kept for the next ones."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._child: Sandbox | None = None
        self._owner = 0

    def look(self, files: Mapping[str, str], seconds: float) -> list[Finding]:
        if not self._turn.acquire(timeout=PATIENCE):
            raise CheckIsBusy
        try:
            if self._child is None or self._owner != os.getpid():
                self._child, self._owner = Sandbox("engine.lint.sandboxed:findings"), os.getpid()
            payload = {"files": dict(files), "roles": sorted(READERS), "job_types": sorted(SERVICE_TASKS)}
            return [finding_of(plain) for plain in self._child.ask(payload, seconds=seconds)]
        except SandboxError as problem:
            if self._child is not None:
                self._child.close()
            self._child = None
            if isinstance(problem, OutOfTime | OutOfMemory):
                raise TooHardToCheck from problem
            raise
        finally:
            self._turn.release()


_looker = _Looker()


def look(files: Mapping[str, str], *, seconds: float = SECONDS) -> tuple[Finding, ...]:
    """What the lint finds in a folder (path -> text), for the roles and jobs of this installation. Errors: TooHardToCheck,
    CheckIsBusy."""
    return tuple(_looker.look(files, seconds))
