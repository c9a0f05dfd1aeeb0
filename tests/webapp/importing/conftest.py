"""A city that is ready to take requests over."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.now import at
from tests.support import judged
from webapp import demo
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.importing.run import Summary, import_file

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def city(config: Config, connection: Connection) -> Iterator[Connection]:
    """The demo city with the shipped processes, on an ordinary Monday."""
    with at(NOW):
        demo.ensure()
        judged.seed(connection)
        yield connection


@pytest.fixture
def take(city: Connection, tmp_path: Path) -> Callable[[Path, str], Summary]:
    """Import a file by the name of its source; reports go to a folder of the test."""
    return lambda path, source: import_file(path, source, reports=tmp_path / "reports")
