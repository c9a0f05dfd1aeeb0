"""kill -9 of the web, the worker, a desk or PostgreSQL at any moment loses nothing that was acknowledged.

Real processes: `bihuan run` with its web and worker, an HTTP client, and a desk that writes on its own. BIHUAN_KILLS sets how
many times something is killed (default 12)."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests.support.town import MODELS
from webapp.audit.verify import chains
from webapp.casework.rebuild import TABLES, rebuild
from webapp.casework.tokens import issue
from webapp.config import ROOT
from webapp.database.connections import Database
from webapp.database.server import EmbeddedServer

KILLS = int(os.environ.get("BIHUAN_KILLS", "12"))
PATIENCE_SECONDS = 90.0
CALL_TAKER = "call"


@dataclass(slots=True)
class Product:
    """The running product and its folder. `acknowledged`: command id -> case number, as HTTP clients heard it."""

    folder: Path
    port: int
    main: subprocess.Popen[bytes]
    server: EmbeddedServer
    acknowledged: dict[str, str] = field(default_factory=dict)

    def parts(self, word: str) -> list[psutil.Process]:
        """Running processes of ours whose command line names `word`."""
        found = []
        for process in psutil.Process(self.main.pid).children(recursive=True):
            try:
                if word in process.cmdline():
                    found.append(process)
            except psutil.NoSuchProcess:
                continue
        return found

    def database(self) -> Database:
        return Database(self.server.url(), self.server)


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"waited {PATIENCE_SECONDS} s for {what}"
        pause.wait(0.1)


@pytest.fixture
def product() -> Iterator[Product]:
    folder = Path(tempfile.mkdtemp(prefix="bihuan-kill-"))
    folder.chmod(0o711)
    processes = folder / "processes"
    processes.mkdir()
    for source in (*(ROOT / "processes").glob("*/manifest.json"), *MODELS.glob("*/manifest.json")):
        (processes / source.parent.name).symlink_to(source.parent)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ, "BIHUAN_DATA_DIR": str(folder), "BIHUAN_PORT": str(port), "BIHUAN_PROCESSES_DIR": str(processes),
        "BIHUAN_WEB_PROCESSES": "1",
    }  # fmt: skip
    environment.pop("BIHUAN_DATABASE_URL", None)
    bihuan = [sys.executable, "-m", "webapp"]
    with open(folder / "run.log", "wb") as log:
        subprocess.run([*bihuan, "demo", "--no-requests"], cwd=ROOT, env=environment, stdout=log, stderr=log, check=True)
        main = subprocess.Popen(
            [*bihuan, "run", "--no-demo"], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    running = Product(folder, port, main, EmbeddedServer(folder / "postgres"))
    try:
        wait_for(lambda: is_up(running), "the product to come up")
        yield running
    finally:
        main.terminate()
        main.wait(60)
        running.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def is_up(product: Product) -> bool:
    assert product.main.poll() is None, (product.folder / "run.log").read_text()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{product.port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def file_over_http(product: Product, token: str, unit: str, stop: threading.Event) -> None:
    """File requests one after another; each is sent again with the same command id until it is acknowledged."""
    while not stop.is_set():
        command_id = uuid.uuid4().hex
        body = {
            "command_id": command_id, "title": "路灯不亮", "statement": "门口的路灯不亮了三天", "kind": "complaint",
            "channel": "hotline", "urgency": "general", "place": unit, "name": "王小明", "phone": "13812345678",
        }  # fmt: skip
        while not stop.is_set():
            number = post(product, token, body)
            if number:
                product.acknowledged[command_id] = number
                break
            stop.wait(0.1)


def post(product: Product, token: str, body: dict[str, str]) -> str | None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{product.port}/api/v1/cases",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            return str(json.load(answer)["number"])
    except urllib.error.HTTPError as error:
        with error:
            if error.code < 500:
                raise AssertionError(error.read()) from error
        return None
    except (OSError, ValueError):
        return None


def kill_web(product: Product) -> None:
    for process in product.parts("gunicorn"):
        with suppress(psutil.NoSuchProcess):  # a child ends with its parent
            process.kill()


def kill_worker(product: Product) -> None:
    for process in product.parts("worker"):
        with suppress(psutil.NoSuchProcess):
            process.kill()


def kill_postgres(product: Product) -> None:
    """Once it answers again, if it was killed before."""
    wait_for(product.server.accepts, "PostgreSQL to come back")
    os.kill(int((product.server.folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_whatever_is_killed_nothing_acknowledged_is_lost(product: Product) -> None:
    with product.database().connect(autocommit=True) as connection:
        found = connection.execute(
            """SELECT unit, user_id FROM "position" WHERE role = 'unit_clerk' ORDER BY unit LIMIT 1"""
        ).fetchone()
        caller = connection.execute('SELECT id FROM "user" WHERE login = %s', (CALL_TAKER,)).fetchone()
        assert found
        assert caller
        unit, clerk = found
        token = issue(connection, caller[0], "kill test")  # type: ignore[arg-type]
    notes = product.folder / "acknowledged"
    stop = threading.Event()
    client = threading.Thread(target=file_over_http, args=(product, token, str(unit), stop))
    client.start()
    desk = start_desk(product, notes, str(unit), clerk)
    chance = random.Random(KILLS)
    try:
        for turn in range(KILLS):
            stop.wait(chance.uniform(0.3, 2.0))
            kill = (kill_web, kill_worker, kill_postgres)[turn % 4] if turn % 4 < 3 else None
            if kill is None:
                desk.kill()
                desk.wait()
                desk = start_desk(product, notes, str(unit), clerk)
            else:
                kill(product)
        wait_for(lambda: is_up(product), "the product to come back")
        before = len(product.acknowledged)
        wait_for(lambda: len(product.acknowledged) > before, "a request filed after the last kill")
    finally:
        stop.set()
        desk.kill()
        desk.wait()
        client.join()
    acknowledged = product.acknowledged | dict(line.split() for line in notes.read_text().splitlines())
    assert len(acknowledged) > KILLS
    wait_for(lambda: is_quiet(product), "the worker to finish all jobs")
    prove(product, acknowledged)


def start_desk(product: Product, notes: Path, unit: str, clerk: object) -> subprocess.Popen[bytes]:
    arguments = [str(product.server.folder), str(notes), unit, str(clerk)]
    return subprocess.Popen([sys.executable, "-m", "tests.acceptance.desk", *arguments], cwd=ROOT, stderr=subprocess.DEVNULL)


def is_quiet(product: Product) -> bool:
    with product.database().connect(autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')").fetchone()
    return row == (0,)


def prove(product: Product, acknowledged: dict[str, str]) -> None:
    """Every acknowledged command is there, once; every chain holds; every job was done; rebuilt read models are the same."""
    with product.database().connect(autocommit=True) as connection:
        found = connection.execute('SELECT k.id, c.number FROM command k JOIN "case" c ON c.id = k.case_id').fetchall()
        # the API puts its caller before the id that the client chose
        ours = [(key, number) for command_id, number in found if (key := str(command_id).rpartition(":")[2]) in acknowledged]
        assert dict(ours) == acknowledged
        assert len(ours) == len(acknowledged), "a command was carried out twice"
        assert [verdict for verdict in chains(connection) if verdict.broken] == []
        undone = connection.execute("""
            SELECT e.case_id, e.data FROM case_event e JOIN "case" c ON c.id = e.case_id WHERE e.kind = 'JobCreated'
            AND NOT EXISTS (SELECT FROM case_event d WHERE d.case_id = e.case_id AND d.kind IN ('JobCompleted', 'JobCancelled')
                AND d.data -> 'job' = e.data -> 'job')
        """).fetchall()
        assert undone == []
        with connection.transaction():
            connection.execute('LOCK TABLE "case" IN EXCLUSIVE MODE')
            rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}
            rebuild(connection)
            again = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}
        assert again == rows
