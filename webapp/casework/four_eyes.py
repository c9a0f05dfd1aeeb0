"""Who may not do a step because another person must: told before the work, for pages and for whoever chooses somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from engine.definition import Definition
from engine.expressions import formula
from engine.now import now
from webapp.casework.runtime import Runtime


def kept_out(
    definition: Definition, element: str, file: Mapping[str, Any], runtime: Runtime, *, unit: str, role: str
) -> Collection[int]:
    """User ids that `bihuan:otherThan` of the task names, as the file says now, as long as somebody else holds the role in the
    unit. Inside a multi-instance the answer is kept where only the engine sees it; there the refusal comes on sending."""
    people = _named(definition, element, file, runtime)
    return people if people and runtime.directory.others(unit, role, people) else ()


def _named(definition: Definition, element: str, file: Mapping[str, Any], runtime: Runtime) -> Collection[int]:
    found = definition.elements.get(element)
    other = found.other_than if found else None
    if other is None:
        return ()
    if not other.startswith("="):
        done = file.get(other)
        return (done["by"],) if isinstance(done, Mapping) and done.get("by") is not None else ()
    policy = runtime.policy(definition.id, now())
    people = formula(other).evaluate({**file, "policy": policy}, now=now())
    return people if isinstance(people, list) else ()
