"""What the tables of grid_event say about a category: whether grids handle it, and under which conditions it is filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.definition import Definition

DECISION = "grid_standard"


def conditions(definition: Definition, category: str | None) -> Mapping[str, Any]:
    """{"code": key of the conditions, "in_grid": bool}."""
    found: Mapping[str, Any] = definition.decision(DECISION).model.evaluate(DECISION, {"category": category}).value
    return found


def handled_by_grids(definition: Definition, categories: Iterable[str]) -> list[str]:
    """Those of the categories that the four of a grid settle themselves, in their order."""
    return [code for code in categories if conditions(definition, code)["in_grid"]]
