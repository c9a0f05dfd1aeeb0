"""A PostgreSQL for tests: started once, shared by all workers of a run, careless about power failures.

A migrated template database is kept, named after the content of models and migrations; every test module copies it."""

from __future__ import annotations

import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

import webapp
from webapp.database import schema
from webapp.database.connections import Database
from webapp.database.server import EmbeddedServer

CARELESS = (("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off"), ("shared_buffers", "128MB"))
KEPT = ("alembic_version", "revision")
TEMPLATES_KEPT = 8
"""Other checkouts, or this one a change ago, may be testing at the same time on the same server."""


class TestServer:
    __test__ = False

    def __init__(self) -> None:
        folder = Path(tempfile.gettempdir()) / f"bihuan-tests-{os.getuid()}"
        folder.mkdir(mode=0o711, exist_ok=True)
        self.server = EmbeddedServer(folder / "postgres", CARELESS)
        self.template = f"template_{_fingerprint()}"

    def start(self) -> None:
        self.server.start()
        with self._maintenance() as connection:
            connection.execute("SELECT pg_advisory_lock(712430002)")
            names = [str(row[0]) for row in connection.execute("SELECT datname FROM pg_database ORDER BY oid DESC").fetchall()]
            if self.template not in names:
                self._forget(connection, names)
                draft = f"draft_{uuid.uuid4().hex}"
                schema.prepare(Database(self.server.url(draft)))
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(self.template))
                )

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """URL of a copy of the template, dropped afterwards."""
        name = f"test_{os.getpid()}_{uuid.uuid4().hex[:12]}"
        try:
            self._copy(name)
        except psycopg.errors.InvalidCatalogName:  # a run of other code began meanwhile and cleared up
            self.start()
            self._copy(name)
        try:
            yield self.server.url(name)
        finally:
            with self._maintenance() as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def empty(self, url: str) -> None:
        """Remove every row, and start every sequence anew."""
        with psycopg.connect(url, autocommit=True) as connection:
            filled = [
                str(row[0])
                for row in connection.execute(
                    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                    " AND pg_relation_size(oid) > 0"
                )
                if row[0] not in KEPT
            ]
            if filled:
                connection.execute(
                    sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, filled)))
                )
            connection.execute("UPDATE revision SET number = nextval('revision_number')")

    def _copy(self, name: str) -> None:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        with self._maintenance() as connection:
            connection.execute(copy.format(sql.Identifier(name), sql.Identifier(self.template)))

    def _forget(self, connection: psycopg.Connection[tuple[object, ...]], names: list[str]) -> None:
        """Drop what older code and killed runs left behind. `names`: the newest database first."""
        old = [name for name in names if name.startswith("template_")][TEMPLATES_KEPT:]
        for name in names:
            if name in old or name.startswith("draft_") or (name.startswith("test_") and not _is_alive(int(name.split("_")[1]))):
                with suppress(psycopg.errors.ObjectInUse):
                    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))

    @contextmanager
    def _maintenance(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            yield connection


def _fingerprint() -> str:
    root = Path(webapp.__file__).parent
    files = sorted([*root.glob("models/*.py"), *root.glob("migrations/**/*.py"), *root.glob("migrations/**/*.sql")])
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
