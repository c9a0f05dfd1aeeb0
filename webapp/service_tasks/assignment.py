"""What a service task is given and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """`inputs`: as the diagram mapped them. `attempt`: 0 for the first time. `case_id` and `job` are the same each time."""

    case_id: int
    job: int
    number: str
    element: str
    inputs: Mapping[str, Any]
    attempt: int


class ServiceError(Exception):
    """An outcome the diagram knows by `code` (error boundary event); never tried again."""

    def __init__(self, code: str, message: str = "") -> None:
        self.code = code
        super().__init__(message or code)


ServiceTask = Callable[[Assignment], Mapping[str, Any]]
