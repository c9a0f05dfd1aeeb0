"""A fortnight of the demo city, simulated once for every test of a module, counted in three goes while it went on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from engine.now import at
from tests.support import city
from webapp.boards import counting
from webapp.config import Config
from webapp.database import connections
from webapp.demo.requests import invent
from webapp.models import db
from webapp.simulation.simulate import simulate

BEGIN = datetime(2026, 2, 23, 1, 0, tzinfo=UTC)
NOW = BEGIN + timedelta(days=21)


@pytest.fixture(scope="module")
def site(module_database: Config) -> Iterator[Flask]:
    with at(BEGIN):
        app = city.build(module_database)
        requests = invent(70, seed=5, since=BEGIN, until=BEGIN + timedelta(days=18))
        for days in (7, 14, 21):
            since, until = BEGIN + timedelta(days=days - 7), BEGIN + timedelta(days=days)
            simulate(seed=5, requests=[one for one in requests if since <= one.received_at < until], until=until)
            with connections.take() as connection:
                while counting.count_some(connection):
                    pass
    with at(NOW):
        yield app
    with app.app_context():
        db.engine.dispose()
