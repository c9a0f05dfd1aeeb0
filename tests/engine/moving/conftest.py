"""Every story is told twice, as in tests/engine/conftest.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.moving.versions import Moving


@pytest.fixture(params=["stored", "plain"])
def drawn(request: pytest.FixtureRequest) -> Callable[..., Moving]:
    """A story over several versions that has begun on the first: `drawn(first, second, ..., file={...})`."""

    def begin(*texts: str, file: dict[str, object] | None = None, **more: object) -> Moving:
        story = Moving(*texts, plain=request.param == "plain", **more)
        story.start(**(file or {}))
        return story

    return begin
