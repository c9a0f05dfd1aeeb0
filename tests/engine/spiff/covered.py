"""Which construct of the coverage table a test is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])
COVERED: set[str] = set()


def covers(*constructs: str) -> Callable[[Test], Test]:
    COVERED.update(constructs)
    return lambda test: test
