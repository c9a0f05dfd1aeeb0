"""Work that leaves so little time that nobody may find it by looking: it rings for everybody in its seat the moment it comes up.
How little is a policy of the process, in hours or minutes; a process without it rings for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.limits import Limit

POLICY = "rings_within"


def rings_within(policy: Mapping[str, Any]) -> timedelta | None:
    """What these policies say; None: nothing rings."""
    limit = Limit.parse(str(policy[POLICY])) if policy.get(POLICY) else None
    return timedelta(microseconds=limit.parts) if limit and limit.unit in ("h", "min") else None


def rings(at: datetime, due_at: datetime | None, within: timedelta | None) -> bool:
    """Whether work that comes up at this moment and is due then rings."""
    return due_at is not None and within is not None and at <= due_at <= at + within
