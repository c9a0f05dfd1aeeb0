"""Test runs of a draft: a story that somebody makes step by step. No case, no task, no notice comes of it: where a run stands is
computed in a sandbox from its steps, each time anew, on the draft as it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import Rejection
from engine.now import now
from engine.scenarios.bounds import MOST_STEPS
from engine.scenarios.scenario import LOADER, written_out
from engine.scenarios.unshared import Left, unshared
from webapp.casework import directory
from webapp.database.connections import Connection, json
from webapp.studio.drafts import Draft, files_of
from webapp.studio.paths import SCENARIOS
from webapp.trials import scenarios
from webapp.trials.gathering import units_of
from webapp.trials.parcels import pack
from webapp.trials.sandbox import run_limited

SECONDS = 10.0
MOST_RUNS = 50
"""Of one draft; the oldest go."""
MOST_SEEN = 16
_seen: dict[bytes, dict[str, Any]] = {}
"""Answers of the sandbox by what was asked: a page that is looked at again, or gone on from, need not be computed again."""
_COLUMNS = "id, draft, title, story, made_by, made_at, changed_at"


class NoSuchRun(Rejection):
    """There is no such test run."""


class TooManySteps(Rejection):
    """A test run ends here; begin another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`story`: as an entry of scenarios.yaml; with `city` it plays in the organisation of today, else in the small one. `ahead`
    in it: steps of its scenario that nobody has taken yet."""

    id: int
    draft: int
    title: str
    story: Mapping[str, Any]
    made_by: int
    made_at: datetime
    changed_at: datetime

    @property
    def steps(self) -> list[dict[str, Any]]:
        return list(self.story["steps"])


def begin(connection: Connection, draft_id: int, title: str, story: Mapping[str, Any], by: int) -> int:
    """A new run; its number."""
    at = now()
    row = connection.execute(
        "INSERT INTO trial_run (draft, title, story, made_by, made_at, changed_at) VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
        (draft_id, title, json(dict(story)), by, at, at),
    ).fetchone()
    connection.execute(
        """DELETE FROM trial_run WHERE draft = %s AND id NOT IN
             (SELECT id FROM trial_run WHERE draft = %s ORDER BY changed_at DESC LIMIT %s)""",
        (draft_id, draft_id, MOST_RUNS),
    )
    assert row is not None
    return int(str(row[0]))


def load(connection: Connection, draft_id: int, number: int) -> Run:
    """Errors: NoSuchRun."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM trial_run WHERE id = %s AND draft = %s", (number, draft_id)).fetchone()
    if row is None:
        raise NoSuchRun
    return _run(row)


def of_draft(connection: Connection, draft_id: int) -> list[Run]:
    """The latest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM trial_run WHERE draft = %s ORDER BY changed_at DESC", (draft_id,)
    ).fetchall()
    return [_run(row) for row in rows]


def set_steps(connection: Connection, run: Run, steps: Sequence[Mapping[str, Any]], ahead: Sequence[Any] = ()) -> Run:
    """The run with these steps; `ahead`: those of its scenario that are still to come. Errors: TooManySteps."""
    if len(steps) + len(ahead) > MOST_STEPS:
        raise TooManySteps
    story = {**run.story, "steps": [dict(step) for step in steps]}
    if "ahead" in run.story:
        story["ahead"] = [dict(step) for step in ahead]
    connection.execute("UPDATE trial_run SET story = %s, changed_at = %s WHERE id = %s", (json(story), now(), run.id))
    return Run(**{**{name: getattr(run, name) for name in run.__slots__}, "story": story, "changed_at": now()})


def remove(connection: Connection, run: Run) -> None:
    connection.execute("DELETE FROM trial_run WHERE id = %s", (run.id,))


def where(connection: Connection, draft: Draft, story: Mapping[str, Any]) -> dict[str, Any]:
    """Where a story stands on the draft, see engine.scenarios.trial. Errors: SandboxError."""
    files, entry = files_of(draft), {key: value for key, value in story.items() if key != "ahead"}
    payload = {
        "files": files, "others": scenarios.around(files, scenarios.newest(connection)), "entry": entry,
        "units": units_of(directory.load(connection)) if story.get("city") else scenarios.small_city(),
    }  # fmt: skip
    key = hashlib.sha256(pack(payload)).digest()
    if key not in _seen:
        while len(_seen) >= MOST_SEEN:
            _seen.pop(next(iter(_seen)), None)
        _seen[key] = run_limited("trial", payload, seconds=SECONDS, megabytes=scenarios.MEGABYTES)
    return _seen[key]


def stories(connection: Connection, draft: Draft) -> dict[str, Any]:
    """scenarios.yaml of the draft, or what its process has: {scenarios, requests, parts}; empty when it cannot be read."""
    text = draft.files.get(SCENARIOS) or scenarios.of_process(connection, draft.process) or ""
    try:
        content = unshared(LOADER(text).get_single_data(), Left())
    except Exception:
        return {}
    return content if isinstance(content, dict) else {}


def story_named(content: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """A scenario of that content as a story with all its parts written out and the requests it needs."""
    for entry in content.get("scenarios") or ():
        if isinstance(entry, dict) and str(entry.get("name")) == name:
            steps = [step for step in written_out(entry["steps"], content.get("parts") or {}) if "expect" not in step]
            known = {**(content.get("requests") or {}), **(entry.get("requests") or {})}
            needed = {step["start"]: known[step["start"]] for step in steps if "start" in step}
            kept = {key: entry[key] for key in ("units", "policies") if key in entry}
            return {**kept, "requests": needed, "steps": steps}
    return None


def _run(row: Sequence[Any]) -> Run:
    return Run(**dict(zip(_COLUMNS.split(", "), row, strict=True)))
