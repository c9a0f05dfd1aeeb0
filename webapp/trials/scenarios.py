"""Whether the scenarios of a process folder still hold: asked before every release, and on the try tab of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import yaml

from engine.library import Files
from engine.scenarios import Failure, Unmet
from webapp.casework import definitions
from webapp.config import ROOT
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.studio.paths import DIAGRAM, MANIFEST, SCENARIOS
from webapp.trials.sandbox import OutOfMemory, SandboxError, TaskFailed, run_limited

SECONDS = 60.0
MEGABYTES = 768
SHIPPED = ROOT / "processes"
"""The small city in which stories play, and the stories that came with the product."""
LATEST = """
    SELECT files ->> %(path)s FROM studio_draft
    WHERE process = %(process)s AND status = 'released' AND files ->> %(path)s IS NOT NULL ORDER BY changed_at DESC LIMIT 1
"""


def check(files: Files, *, seconds: float = SECONDS) -> list[Failure]:
    """The scenarios of this folder that fail when they are played on it, in a sandbox. A folder that brings no scenarios has to
    pass those of its process. One that cannot be played at all, or not within bounds, is one failure that says so."""
    with connections.take() as connection:
        others = around(files, newest(connection))
        process = key_of(files)
        if SCENARIOS not in files and (inherited := of_process(connection, process)) is not None:
            files = {**files, SCENARIOS: inherited.encode()}
    payload = {"files": dict(files), "others": others, "units": small_city()}
    try:
        return [Failure.of(plain) for plain in run_limited("scenarios", payload, seconds=seconds, megabytes=MEGABYTES)]
    except SandboxError as problem:
        return [trouble(process, problem, seconds)]


def trouble(process: str, problem: SandboxError, seconds: float) -> Failure:
    """Of a folder that cannot be played at all, or not within bounds."""
    if isinstance(problem, OutOfMemory):
        return _whole(process, "too_much", what="megabytes", allowed=MEGABYTES)
    if isinstance(problem, TaskFailed):
        return _whole(process, "error", error=problem.kind, message=problem.message)
    return _whole(process, "too_much", what="seconds", allowed=seconds)


def of_process(connection: Connection, process: str) -> str | None:
    """scenarios.yaml as it was released last, else as it came with the product; None: the process has none yet."""
    row = connection.execute(LATEST, {"path": SCENARIOS, "process": process}).fetchone()
    if row is not None:
        return str(row[0])
    place = SHIPPED / Path(process).name / SCENARIOS
    return place.read_text() if place.is_file() else None


def newest(connection: Connection) -> dict[str, dict[str, bytes]]:
    """Key -> files of what serves new cases now."""
    found = {}
    for identity, files in connection.execute(definitions.NEWEST).fetchall():
        texts: Mapping[str, str] = files  # type: ignore[assignment]
        found[str(identity).partition("@")[0]] = {path: text.encode() for path, text in texts.items()}
    return found


def around(files: Files, others: Mapping[str, Files]) -> dict[str, Files]:
    """Of the other processes those whose key stands in the diagram or the scenarios, or in theirs: they may begin such cases."""
    found: dict[str, Files] = {}
    waiting: list[Files] = [files]
    while waiting:
        folder = waiting.pop()
        said = folder.get(DIAGRAM, b"") + folder.get(SCENARIOS, b"")
        for key in sorted(others.keys() - found.keys()):
            if key.encode() in said:
                found[key] = others[key]
                waiting.append(others[key])
    return found


def small_city() -> dict[str, Any]:
    """Unit -> {under, tier, kind, roles}."""
    found: dict[str, Any] = yaml.safe_load((SHIPPED / "organisation.yaml").read_text())
    return found


def key_of(files: Files) -> str:
    """The key in the manifest; "" when there is none to read."""
    try:
        return str(orjson.loads(files[MANIFEST])["key"])
    except (KeyError, TypeError, orjson.JSONDecodeError):
        return ""


def _whole(process: str, kind: str, **facts: Any) -> Failure:
    return Failure(process=process, scenario="", step=0, verb="", about="", unmet=(Unmet(kind=kind, facts=facts),))
