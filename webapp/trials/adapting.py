"""Scenarios that fail because the draft was changed on purpose: what each would have to say now, and the file with those that
somebody has looked at and wants. Nothing is taken over unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from engine.scenarios import Failure, Unmet
from engine.scenarios.adapting import Change
from webapp.database.connections import Connection
from webapp.studio.drafts import Draft
from webapp.studio.paths import SCENARIOS
from webapp.trials import scenarios
from webapp.trials.sandbox import SandboxError, run_limited

SECONDS = 120.0
"""Of the processor; the largest process of ours takes 12, with every second scenario failing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Of a failing scenario: with the `changes` it plays, or it is `stuck` at `step` all the same."""

    failure: Failure
    changes: tuple[Change, ...] = ()
    stuck: tuple[Unmet, ...] = ()
    step: int = 0


def proposed(connection: Connection, draft: Draft) -> list[Proposed]:
    """Of each scenario of the draft that fails, in their order. A draft that cannot be played at all is one failure."""
    payload = _payload(connection, draft)
    try:
        return [_proposed(plain) for plain in run_limited("adapt", payload, seconds=SECONDS, megabytes=scenarios.MEGABYTES)]
    except SandboxError as problem:
        return [Proposed(failure=scenarios.trouble(draft.process, problem, SECONDS))]


def taken_over(connection: Connection, draft: Draft, chosen: Collection[str]) -> tuple[str, list[Proposed]]:
    """scenarios.yaml with the scenarios of these names as proposed, and what is proposed for the rest. Errors: SandboxError."""
    payload = {**_payload(connection, draft), "chosen": sorted(chosen)}
    answer = run_limited("take_over", payload, seconds=SECONDS, megabytes=scenarios.MEGABYTES)
    return str(answer["text"]), [_proposed(plain) for plain in answer["left"]]


def _payload(connection: Connection, draft: Draft) -> dict[str, Any]:
    files = {path: text.encode() for path, text in draft.files.items()}
    if SCENARIOS not in files:
        files[SCENARIOS] = (scenarios.of_process(connection, draft.process) or "").encode()
    row: Any = connection.execute("SELECT files FROM definition WHERE id = %s", (draft.base,)).fetchone()
    before: Mapping[str, str] | None = row[0] if row else None
    return {
        "files": files, "others": scenarios.around(files, scenarios.newest(connection)), "units": scenarios.small_city(),
        "before": None if before is None else {path: text.encode() for path, text in before.items()},
    }  # fmt: skip


def _proposed(plain: Mapping[str, Any]) -> Proposed:
    return Proposed(
        failure=Failure.of(plain["failure"]),
        changes=tuple(Change.of(change) for change in plain["changes"]),
        stuck=tuple(Unmet(**unmet) for unmet in plain["stuck"]),
        step=plain["step"],
    )
