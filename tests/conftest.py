"""Fixtures everybody shares: a real PostgreSQL, a clean database, a clock that stands still, and no network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from engine import now
from engine.now import Traveller
from tests.support.postgres import TestServer
from webapp.attach import attach
from webapp.config import Config
from webapp.database.connections import Connection, Database

settings.register_profile("busy machines", deadline=None)
settings.load_profile("busy machines")
"""How long an example takes says nothing where two run at once."""
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2026-03-02, 09:00 in China: an ordinary working day."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"}):
                raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    """Time stands at MONDAY until the test moves it."""
    with now.at(MONDAY) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """One server for the whole run and all its workers; it stays warm for the next run of a few minutes later."""
    server = TestServer()
    server.start()
    return server


@pytest.fixture(scope="module")
def module_database(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """A migrated, empty database of this test module's own. Most tests want `database`, which is empty for every test."""
    with postgres.fresh_database() as url:
        config = Config(
            data_dir=Path(tmp_path_factory.mktemp("data")), database_url=url, master_key=bytes(range(32)), secret_key="for tests"
        )
        attached = attach(config)
        yield config
        attached.close()


@pytest.fixture
def config(module_database: Config, postgres: TestServer) -> Config:
    """Settings that point to an empty database."""
    attach(module_database)
    postgres.empty(module_database.database_url or "")
    return module_database


@pytest.fixture
def database(config: Config) -> Iterator[Database]:
    """An empty database, attached to this process."""
    attached = attach(config)
    yield attached
    attached.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """An autocommit connection to the empty database."""
    with database.take() as borrowed:
        yield borrowed


@pytest.fixture(scope="module")
def wired(module_database: Config) -> Flask:
    """The web application on this module's database: wiring it takes longer than most tests."""
    from webapp import create_app

    application = create_app(module_database)
    application.testing = True
    return application


@pytest.fixture
def app(wired: Flask, database: Database) -> Iterator[Flask]:
    """The web application on an empty database."""
    from webapp.models import db

    yield wired
    with wired.app_context():
        db.engine.dispose()
