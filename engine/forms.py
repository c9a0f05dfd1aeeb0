"""A form of a process folder, as the folder holds it: the part of the form-js schema that the lint allows.

What a field is and which answers are valid is said in one place, webapp.forms, because it is asked by pages and API only; the
engine keeps answers as they come, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import re2

FIELD_TYPES = frozenset(
    ("textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "date", "datetime", "filepicker")
)
"""Types of components that ask something; the answer of a `filepicker` is [{"attachment": id, "sha256": hex}]."""
PATTERN_MEMORY = 1 << 21
"""Bytes a compiled pattern may take: what is larger is refused, not run slowly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`key`: the name of its file, which user tasks give as form id."""

    key: str
    schema: Mapping[str, Any]


def pattern_of(source: Any) -> Any | None:
    """A field's `pattern`, compiled: `fullmatch` takes time by the length of the answer only, whatever an author wrote. None for
    one that cannot be run like that (look-around, references back, or no pattern at all)."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = PATTERN_MEMORY
    try:
        return re2.compile(source, options) if isinstance(source, str) else None
    except re2.error:
        return None
