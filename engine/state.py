"""All that the engine needs to go on with a case. The blob is written and read here only; its first entry is its version.

Later releases must load what this one stored (tests/engine/golden): add entries, never change their meaning; raise VERSION
and read the older one too when a meaning has to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

VERSION = 1

ACTIVE, INCIDENT, COMPLETED, CANCELLED = "active", "incident", "completed", "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """`definition`: "key@digest". `status`: active, incident, completed or cancelled. `file`: the case file, JSON values only."""

    case_id: int
    number: str
    definition: str
    status: str
    opened_at: datetime
    blob: bytes
    file: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Content:
    """The blob, opened. `incidents`: number -> [element, kind, message]. `before`: [definition, phase, tokens, incidents] as they
    were before the last migration, until the case goes on."""

    last: int = 0
    phase: str | None = None
    tokens: list[Any] = field(default_factory=list)
    clocks: list[Any] = field(default_factory=list)
    incidents: dict[str, list[str]] = field(default_factory=dict)
    before: list[Any] | None = None


class UnknownStateVersion(ValueError):
    """The state was written by a later release."""


def pack(content: Content) -> bytes:
    """The blob."""
    entries = [VERSION, content.last, content.phase, content.tokens, content.clocks, content.incidents]
    return orjson.dumps(entries if content.before is None else [*entries, content.before])


def unpack(blob: bytes) -> Content:
    """Errors: UnknownStateVersion."""
    version, *rest = orjson.loads(blob)
    if version != VERSION:
        raise UnknownStateVersion(str(version))
    last, phase, tokens, clocks, incidents, *more = rest
    before = more[0] if more else None
    return Content(last=last, phase=phase, tokens=tokens, clocks=clocks, incidents=incidents, before=before)
