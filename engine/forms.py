"""A form of a process folder, as the folder holds it: the part of the form-js schema that the lint allows.

What a field is and which answers are valid is said in one place, webapp.forms, because it is asked by pages and API only; the
engine keeps answers as they come, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`key`: the name of its file, which user tasks give as form id."""

    key: str
    schema: Mapping[str, Any]
