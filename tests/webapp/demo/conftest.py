"""The demo city with its month of life, built once for the tests of a module: none of them changes it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.now import at
from tests.support import judged
from webapp import demo
from webapp.attach import attach
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.demo.life import LEFT, REQUESTS, STAGES, populate

NOW = datetime(2026, 3, 18, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def city(module_database: Config) -> Iterator[Connection]:
    attached = attach(module_database)
    with at(NOW), attached.take() as connection:
        demo.ensure()
        judged.seed(connection)
        assert populate() == REQUESTS + LEFT * len(STAGES)
        yield connection
    attached.close()
