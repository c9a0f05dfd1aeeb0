"""Scenarios as plain data in and plain data out, for a process that runs what it is given and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.scenarios.adapting import Proposals
from engine.scenarios.check import SCENARIOS, library_of
from engine.scenarios.check import check as failures_of
from engine.scenarios.failures import Broken
from engine.scenarios.organisation import Organisation
from engine.scenarios.trial import play_on


def check(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """{files, others, units} -> failures as Failure.plain gives them."""
    organisation = Organisation(units=payload["units"])
    found = failures_of(payload["files"], others=payload["others"], organisation=organisation)
    return [failure.plain() for failure in found]


def trial(payload: Mapping[str, Any]) -> dict[str, Any]:
    """{files, others, units, entry} -> where the story stands, see play_on."""
    library, process = library_of(payload["files"], payload["others"])
    return play_on(payload["entry"], library, process, Organisation(units=payload["units"]))


def adapt(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """{files, before, others, units} -> of each failing scenario {failure, changes, stuck, step}, as Failure.plain, Change.plain
    and Unmet have them."""
    try:
        found = _proposals(payload).found.values()
    except (Broken, UnicodeDecodeError):
        return [{"failure": failure, "changes": [], "stuck": failure["unmet"], "step": 0} for failure in check(payload)]
    return [
        {
            "failure": proposal.failure.plain(),
            "changes": [change.plain() for change in proposal.adapted.changes],
            "stuck": [asdict(unmet) for unmet in proposal.adapted.stuck],
            "step": proposal.adapted.step,
        }
        for proposal in found
    ]


def take_over(payload: Mapping[str, Any]) -> dict[str, Any]:
    """{files, before, others, units, chosen: [names]} -> {text, of scenarios.yaml in which these say what was proposed; left,
    what `adapt` answers for that one}."""
    text = _proposals(payload).taken_over(frozenset(payload["chosen"]))
    return {"text": text, "left": adapt({**payload, "files": {**payload["files"], SCENARIOS: text.encode()}})}


def _proposals(payload: Mapping[str, Any]) -> Proposals:
    return Proposals(
        files=payload["files"], before=payload["before"], others=payload["others"],
        organisation=Organisation(units=payload["units"]),
    )  # fmt: skip
