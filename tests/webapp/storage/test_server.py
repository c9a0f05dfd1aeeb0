"""The embedded server: started by the first, shared, stopped after the last, revived when killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.database.connections import Database
from webapp.database.server import LONGEST_SOCKET_FOLDER, EmbeddedServer

USER = """
import sys
from pathlib import Path
from webapp.database.server import EmbeddedServer
EmbeddedServer(Path(sys.argv[1])).start()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="bihuan-server-"))
    home.chmod(0o711)
    yield home / "postgres"
    EmbeddedServer(home / "postgres").stop()
    shutil.rmtree(home)


def user(folder: Path) -> subprocess.Popen[str]:
    """Another process that uses the server until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"


def test_the_first_process_starts_it_and_the_last_one_stops_it(folder: Path) -> None:
    server = EmbeddedServer(folder)
    first, second = user(folder), user(folder)
    ready(first)
    ready(second)
    first.communicate()
    assert server.accepts(), "somebody still uses it"
    second.communicate()
    assert not server.accepts()


def test_a_killed_user_is_no_user_any_more(folder: Path) -> None:
    server = EmbeddedServer(folder)
    first, second = user(folder), user(folder)
    ready(first)
    ready(second)
    first.kill()
    first.communicate()
    assert server.accepts()
    second.communicate()
    assert not server.accepts()


def test_a_killed_server_is_started_again_by_whoever_connects(folder: Path) -> None:
    process = user(folder)
    ready(process)
    server = EmbeddedServer(folder)
    database = Database(server.url("postgres"), server)
    with database.take() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    database.close()
    with database.take() as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    database.close()
    process.communicate()


def test_only_its_owner_reaches_the_socket(folder: Path) -> None:
    process = user(folder)
    ready(process)
    assert (folder / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    process.communicate()


def test_a_long_folder_name_gets_a_short_socket() -> None:
    server = EmbeddedServer(Path("/" + "x" * 120))
    assert len(str(server.socket_dir)) <= LONGEST_SOCKET_FOLDER


def test_callers_at_the_same_time_never_share_a_connection(database: Database) -> None:
    seen: list[int] = []
    gate = threading.Barrier(4)

    def borrow() -> None:
        with database.take() as connection:
            gate.wait()
            row = connection.execute("SELECT pg_backend_pid()").fetchone()
            assert row is not None
            seen.append(row[0])  # type: ignore[arg-type]

    threads = [threading.Thread(target=borrow) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 4
