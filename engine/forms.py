"""Forms of user tasks: the part of the form-js schema that we use, and what makes answers valid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    key: str
    schema: dict[str, Any]


def read_form(key: str, schema: dict[str, Any]) -> Form:
    return Form(key=key, schema=schema)
