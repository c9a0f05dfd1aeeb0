"""`bihuan worker` as a process: it fires what is due, runs what is queued, and ends when asked to."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine import now
from tests.support import town
from webapp.config import ROOT, Config
from webapp.database.connections import Connection

PATIENCE_SECONDS = 60.0


@pytest.fixture
def worker(config: Config, connection: Connection) -> Iterator[subprocess.Popen[bytes]]:
    town.build(connection)
    assert config.database_url is not None
    environment = {**os.environ, "BIHUAN_DATABASE_URL": config.database_url, "BIHUAN_DATA_DIR": str(config.data_dir)}
    process = subprocess.Popen([sys.executable, "-m", "webapp", "worker"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


def wait_for(connection: Connection, query: str) -> None:
    deadline, pause = time.monotonic() + PATIENCE_SECONDS, threading.Event()
    while connection.execute(query).fetchone() is None:
        assert time.monotonic() < deadline, query
        pause.wait(0.1)


def test_the_worker_fires_timers_runs_jobs_and_ends_when_asked(connection: Connection, worker: subprocess.Popen[bytes]) -> None:
    with now.at(now.now() - timedelta(days=30)):
        late = town.start().case_id
    wait_for(connection, f"SELECT FROM case_event WHERE case_id = {late} AND kind = 'TimerFired'")
    wait_for(connection, "SELECT FROM case_link")
    done = town.start().case_id
    town.complete(done, town.CLERK)
    wait_for(connection, f"SELECT FROM case_event WHERE case_id = {done} AND kind = 'JobCompleted'")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'").fetchone() == (0,)
