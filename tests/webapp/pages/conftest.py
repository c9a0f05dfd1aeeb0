"""One demo city for every module of page tests; each test registers requests of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support import city
from webapp.config import Config
from webapp.models import db
from webapp.pages import limits


@pytest.fixture(scope="module")
def site(module_database: Config) -> Iterator[Flask]:
    app = city.build(module_database)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def nobody_was_here() -> None:
    """Counting of visits begins anew with every test."""
    limits.forget()
