"""The categories of the demo city, from taxonomy.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.demo.data import load
from webapp.importing.organisation import CategoryEntry


def categories() -> list[CategoryEntry]:
    """Every category, parents before children."""
    return list(_branch(load("taxonomy"), None, 1))


def leaves() -> list[CategoryEntry]:
    return [entry for entry in categories() if entry.level == 3]


def _branch(children: Mapping[str, Any], parent: str | None, level: int) -> Iterator[CategoryEntry]:
    for key, value in children.items():
        code = f"{parent}.{key}" if parent else key
        name, name_en = value if isinstance(value, list) else (value["zh"], value["en"])
        yield CategoryEntry(code=code, parent=parent, level=level, name=name, name_en=name_en)
        if isinstance(value, dict):
            yield from _branch(value["of"], code, level + 1)
