"""What tests of the web application share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support import city
from webapp.config import Config
from webapp.models import db
from webapp.pages import limits


@pytest.fixture(scope="module")
def site(module_database: Config) -> Iterator[Flask]:
    """The demo city's units and people, without cases, and the pages on it."""
    app = city.build(module_database)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def nobody_was_here() -> None:
    """Counting of visits begins anew with every test."""
    limits.forget()
