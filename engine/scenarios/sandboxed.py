"""Scenarios as plain data in and plain data out, for a process that runs what it is given and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.scenarios.check import check as failures_of
from engine.scenarios.check import library_of
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
