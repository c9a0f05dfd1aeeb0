"""The formats of a log, by name: how each is written, and what its file is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from webapp.eventlogs import ocel_json, ocel_sqlite, table, xes
from webapp.eventlogs.counting import Counted
from webapp.eventlogs.reading import LoggedCase

FORMATS = ("xes", "ocel-json", "ocel-sqlite", "csv")
ENDINGS: Mapping[str, str] = {"xes": "xes", "ocel-json": "json", "ocel-sqlite": "sqlite", "csv": "csv"}
OBJECT_CENTRIC = ("ocel-json", "ocel-sqlite")
"""Formats that also say how cases belong together."""


def write(target: Path, form: str, cases: Iterable[LoggedCase], links: dict[str, list[tuple[str, str]]]) -> Counted:
    """Write a new file; in constant memory. `links`: see objects.links_between, needed for OBJECT_CENTRIC."""
    if form == "ocel-sqlite":
        return ocel_sqlite.write(cases, links, target)
    with target.open("xb") as file:
        match form:
            case "ocel-json":
                return ocel_json.write(cases, links, file)
            case "csv":
                return table.write(cases, file)
        return xes.write(cases, file)
