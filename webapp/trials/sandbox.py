"""Foreign content is run in a process of its own: memory and time are bounded, and plain data is all that goes in and out.

The engine has bounds of its own (engine/bounds.py), which make a hostile model an incident. This is the wall behind them:
whatever a parser or a library does with such content, the process that asked goes on."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any

from webapp.trials.parcels import HEAD, pack, unpack

TASKS: Mapping[str, str] = {
    "scenarios": "engine.scenarios.sandboxed:check",
    "adapt": "engine.scenarios.sandboxed:adapt",
    "take_over": "engine.scenarios.sandboxed:take_over",
    "trial": "engine.scenarios.sandboxed:trial",
}
"""Name -> module:function. The function gets the payload and returns the result."""

MEGABYTES = 512
"""Of address space, the program itself included."""
CHILD = Path(__file__).with_name("child.py")
LARGEST_ANSWER = 64_000_000
WALL_FACTOR, WALL_GRACE = 4, 5.0
"""`seconds` count work of the processor. A machine with other things to do gets more by the clock, but not without end."""
AT_ONCE = threading.BoundedSemaphore(2)
"""Children that one process may have at a time; others wait for their turn."""


class SandboxError(Exception):
    """The task came to no result."""


class OutOfTime(SandboxError):
    """It took longer than it was given."""


class OutOfMemory(SandboxError):
    """It wanted more memory than it was given."""


class TaskFailed(SandboxError):
    """It raised an error. `kind`: name of the error's class; `message`: its text."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind, self.message = kind, message
        super().__init__(f"{kind}: {message}")


def run_limited(task: str, payload: Any, *, seconds: float, megabytes: int = MEGABYTES) -> Any:
    """The result of `task` (see TASKS) for `payload`, both JSON values or bytes inside of them. Errors: OutOfTime, OutOfMemory,
    TaskFailed, KeyError for an unknown task."""
    entry = TASKS[task]
    if not AT_ONCE.acquire(timeout=seconds * WALL_FACTOR + WALL_GRACE):
        raise OutOfTime("too many others are being tried at this moment")
    try:
        with Sandbox(entry, megabytes=megabytes) as child:
            return child.ask(payload, seconds=seconds)
    finally:
        AT_ONCE.release()


class Sandbox(AbstractContextManager["Sandbox"]):
    """A child that answers one question after the other, with what it keeps in mind between them. `entry`: module:function.
    `nice`: how much it gives way to others, as nice(1)."""

    def __init__(self, entry: str, *, megabytes: int = MEGABYTES, nice: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(CHILD), entry, str(megabytes), str(nice)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"}, start_new_session=True,
        )  # fmt: skip

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child, whatever it does."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        self._process.wait()

    def ask(self, payload: Any, *, seconds: float) -> Any:
        """One answer. After an error other than TaskFailed the child is gone. Errors: OutOfTime, OutOfMemory, TaskFailed."""
        self.send(payload, seconds=seconds)
        return self.answer(seconds=seconds)

    def send(self, payload: Any, *, seconds: float) -> None:
        """The question alone; `answer` waits. Errors: as `ask`, when the child is gone."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(pack({"seconds": seconds, "payload": payload}))
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._gone() from None

    def answer(self, *, seconds: float) -> Any:
        """Errors: OutOfTime, OutOfMemory, TaskFailed."""
        until = time.monotonic() + seconds * WALL_FACTOR + WALL_GRACE
        length = int.from_bytes(self._read(HEAD, until), "big")
        if length > LARGEST_ANSWER:
            self.close()
            raise OutOfMemory(f"an answer of {length} bytes")
        answer = unpack(self._read(length, until))
        if "result" in answer:
            return answer["result"]
        if answer["error"] == "memory":
            self.close()
            raise OutOfMemory(OutOfMemory.__doc__)
        raise TaskFailed(answer["kind"], answer["message"])

    @property
    def waiting_on(self) -> IO[bytes]:
        """Readable when an answer has begun to come: for select."""
        assert self._process.stdout is not None
        return self._process.stdout

    def _read(self, length: int, until: float) -> bytes:
        """Exactly so many bytes. Errors: OutOfTime, OutOfMemory."""
        found, pipe = bytearray(), self.waiting_on.fileno()
        while len(found) < length:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                self.close()
                raise OutOfTime(OutOfTime.__doc__)
            piece = os.read(pipe, min(1 << 20, length - len(found)))
            if not piece:
                raise self._gone()
            found += piece
        return bytes(found)

    def _gone(self) -> SandboxError:
        """Why the child ended without an answer."""
        code = self._process.wait()
        self.close()
        if code == -signal.SIGXCPU:
            return OutOfTime(OutOfTime.__doc__)
        if code < 0:  # a library that got no memory, or no stack, ends the process
            return OutOfMemory(f"ended by signal {-code}")
        return TaskFailed("Ended", f"with code {code}")
