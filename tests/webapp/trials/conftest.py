"""A draft to be tried."""

from __future__ import annotations

import pytest
from flask import Flask

from webapp.database import connections
from webapp.studio import drafts


@pytest.fixture
def draft(site: Flask) -> int:
    """A fresh draft of the complaint process."""
    with connections.take() as connection:
        base = connection.execute(
            "SELECT definition_id FROM deployment WHERE key = 'complaint' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        assert base
        return drafts.start(connection, "complaint", 1, title="试一试", base=str(base[0])).id
