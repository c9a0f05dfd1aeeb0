"""Every story of the engine is told twice, see tests/engine/story.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.story import Story


@pytest.fixture(params=["stored", "plain"])
def tell(request: pytest.FixtureRequest) -> Callable[..., Story]:
    """A story that has begun: `tell(model, **file)`."""

    def begin(model: object, message: str | None = None, **file: object) -> Story:
        return Story(model, plain=request.param == "plain").start(message, **file)  # type: ignore[arg-type]

    return begin
