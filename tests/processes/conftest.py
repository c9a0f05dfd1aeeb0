"""Engines over the shipped processes, in the small city of the scenarios."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.engine import Engine
from engine.holidays import standard_calendar
from engine.library import Library
from engine.scenarios.organisation import Organisation
from engine.scenarios.scenario import Scenario, read

PROCESSES = Path(__file__).parents[2] / "processes"


@cache
def library() -> Library:
    """The processes as they are deployed; parsed once per run."""
    return Library.from_folders(PROCESSES)


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All scenarios of all processes."""
    return tuple(scenario for path in sorted(PROCESSES.glob("*/scenarios.yaml")) for scenario in read(path))


def build_engine() -> Engine:
    """A fresh one: nothing is shared with another but the files."""
    return Engine(
        Library.from_folders(PROCESSES),
        calendars={"cn-gov": standard_calendar()},
        policies={},
        directory=Organisation.read(PROCESSES / "organisation.yaml"),
    )


@pytest.fixture(scope="session")
def engines() -> list[Engine]:
    """Two, so that a case can go from one to the other at every step, as it does between processes of the server."""
    return [build_engine(), build_engine()]
