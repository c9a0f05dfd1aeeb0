"""Templates over the columns of a row: "{street} {community}", and "{Agency:slug}" for a code made of a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter


class _Columns(Formatter):
    def format_field(self, value: str, format_spec: str) -> str:
        return slug(value) if format_spec == "slug" else value


_columns = _Columns()


def fill(template: str, row: Mapping[str, str | None]) -> str | None:
    """The template with the row's values; None when a column it names is empty or absent."""
    values = {name: row.get(name) for name in names(template)}
    return None if None in values.values() else _columns.vformat(template, (), values)


def names(template: str) -> list[str]:
    """The columns a template names."""
    return [name for _, name, _, _ in _columns.parse(template) if name]


def slug(text: str) -> str:
    """Lower case letters and digits of any script, other runs as one underscore: "Bulk / Scheduled" -> "bulk_scheduled"."""
    return re.sub(r"\W+", "_", text.casefold()).strip("_")
