"""600 open items for each test of the inbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.full_inbox import fill


@pytest.fixture
def filled(app: Flask) -> Iterator[Flask]:
    fill(600)
    with app.app_context():
        yield app
