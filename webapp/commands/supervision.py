"""Run the parts of the product together: start them, start again what dies, end all on the first signal."""

from __future__ import annotations

import logging
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
RESTART_PAUSE_SECONDS = 2.0
"""A part that dies at once must not be started in a tight loop."""
PATIENCE_SECONDS = 25.0
"""How long a part may take to end before it is killed."""


class Supervisor:
    """`parts`: name -> command line. Each runs in a session of its own, so that Ctrl-C reaches us alone and we end
    them in order."""

    def __init__(self, parts: Mapping[str, Sequence[str]]) -> None:
        self.parts = parts
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, float] = {}
        self.stopping = threading.Event()

    def run(self, ready: Callable[[], None]) -> None:
        """Until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            for name in self.parts:
                self._start(name)
            ready()
            while not self.stopping.wait(LOOK_SECONDS):
                self._revive()
        finally:
            self._end()

    def _start(self, name: str) -> None:
        self.started[name] = time.monotonic()
        self.running[name] = subprocess.Popen(self.parts[name], start_new_session=True)

    def _revive(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None and time.monotonic() - self.started[name] > RESTART_PAUSE_SECONDS:
                log.warning("%s ended with %s; starting it again", name, process.returncode, extra={"action": "part_restarted"})
                self._start(name)

    def _end(self) -> None:
        for process in self.running.values():
            process.terminate()
        for name, process in self.running.items():
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                log.warning("%s does not end; killing it", name, extra={"action": "part_killed"})
                process.kill()
                process.wait()
