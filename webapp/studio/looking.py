"""The lint over files of strangers, behind the wall. The rules count sizes before they look (engine/lint/vocabulary.py); the wall
is for what nobody thought of."""

from __future__ import annotations

from collections.abc import Mapping

from engine.lint import Finding
from engine.lint.sandboxed import finding_of
from webapp.casework.reading import READERS
from webapp.service_tasks import SERVICE_TASKS
from webapp.studio.wall import Wall

SECONDS = 3.0
"""Of the processor, for all files of a draft; the largest process of ours takes 0.3."""

_wall = Wall("engine.lint.sandboxed:findings")


def look(files: Mapping[str, str], *, seconds: float = SECONDS) -> tuple[Finding, ...]:
    """What the lint finds in a folder (path -> text), for the roles and jobs of this installation. Errors: TooHardToCheck,
    CheckIsBusy."""
    payload = {"files": dict(files), "roles": sorted(READERS), "job_types": sorted(SERVICE_TASKS)}
    return tuple(finding_of(plain) for plain in _wall.ask(payload, seconds=seconds))
