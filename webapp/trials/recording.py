"""A case of the city becomes a story: by its number, without names, numbers and words, checked against what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from engine.errors import Rejection, UnknownVersion
from engine.replay import Recorded
from engine.scenarios.failures import Broken
from engine.scenarios.recording import story_of, what_differs
from webapp.audit.log import record as note
from webapp.casework import definitions, directory, runtime
from webapp.casework.recorded import decode
from webapp.casework.replaying import HISTORY
from webapp.database.connections import Connection
from webapp.studio.drafts import Draft
from webapp.trials import scenarios
from webapp.trials.gathering import units_of
from webapp.trials.runs import SECONDS
from webapp.trials.sandbox import run_limited

CASE = """
    SELECT id, definition FROM "case"
    WHERE number = %s AND process = %s AND compartment IS NULL AND about_unit IS NULL
"""
"""Restricted cases do not exist here: their course alone may say too much."""
POLICIES = """
    SELECT DISTINCT ON (name) name, value FROM policy
    WHERE process = %s AND entered_at <= %s AND effective_from <= %s ORDER BY name, effective_from DESC, entered_at DESC
"""


class NoSuchCaseToRecord(Rejection):
    """There is no case of this process with this number, or none that may be recorded."""


class CannotBeRecorded(Rejection):
    """Something was done to this case that no step of a scenario can say (a migration, a changed calendar, a correction).
    facts: act, the command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCase:
    """`story`: as an entry of scenarios.yaml. `differs`: in what it is otherwise than what happened when it is played on the
    version of the case (see engine.scenarios.recording.what_differs); nothing: it is the same."""

    story: dict[str, Any]
    differs: tuple[str, ...]


def record(connection: Connection, draft: Draft, number: str, *, by: str) -> RecordedCase:
    """Errors: NoSuchCaseToRecord, CannotBeRecorded, SandboxError."""
    row: Any = connection.execute(CASE, (number, draft.process)).fetchone()
    if row is None:
        raise NoSuchCaseToRecord(number=number)
    case_id, version = int(row[0]), str(row[1])
    history = _history(connection, case_id)
    library = runtime.current(connection).library
    try:
        definitions.bring(connection, library, version)
    except UnknownVersion as unknown:
        raise CannotBeRecorded(number=number) from unknown
    try:
        story = story_of(history, library.version(version))
    except Broken as wrong:
        raise CannotBeRecorded(number=number, act=wrong.unmet[0].facts.get("command")) from wrong
    except KeyError as wrong:
        raise CannotBeRecorded(number=number) from wrong
    begun = history[0].at
    policies = {str(name): value for name, value in connection.execute(POLICIES, (draft.process, begun, begun.date())).fetchall()}
    story = {**story, "city": True, **({"policies": policies} if policies else {})}
    note(connection, "exported", by, {"what": "scenarios.yaml", "format": "yaml", "case": case_id, "rows": 1})
    return RecordedCase(story=story, differs=_differs(connection, version, story, history))


def _history(connection: Connection, case_id: int) -> list[Recorded]:
    rows = connection.execute(HISTORY, (case_id, None, None)).fetchall()
    found = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        events: list[Any] = list(group)
        told = tuple(decode(kind, data) for *_, kind, data in events)
        found.append(Recorded(at=events[0][2], kind=events[0][1], events=told))
    return found


def _differs(connection: Connection, version: str, story: dict[str, Any], history: list[Recorded]) -> tuple[str, ...]:
    """Played on the version it ran on."""
    row: Any = connection.execute("SELECT files FROM definition WHERE id = %s", (version,)).fetchone()
    payload = {
        "files": {path: text.encode() for path, text in row[0].items()}, "others": scenarios.newest(connection),
        "entry": story, "units": units_of(directory.load(connection)),
    }  # fmt: skip
    look = run_limited("trial", payload, seconds=SECONDS, megabytes=scenarios.MEGABYTES)
    if look["broken"] or not look["cases"]:
        return ("broken",)
    return differences_of(history, look["cases"][0]["history"])


def differences_of(history: list[Recorded], played: list[dict[str, Any]]) -> tuple[str, ...]:
    """`played`: as engine.scenarios.look tells a case."""
    log = [(datetime.fromisoformat(event["at"]), decode(event["kind"], event["data"])) for event in played]
    return tuple(what_differs(history, log))
