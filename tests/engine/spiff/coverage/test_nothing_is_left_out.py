"""The table of constructs is complete: each that is said to run has a test here, each that is refused has one with the lint."""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.engine.coverage_table import that_run
from tests.engine.spiff.covered import COVERED


def test_every_construct_that_runs_has_a_test() -> None:
    for path in Path(__file__).parent.glob("test_*_run.py"):
        importlib.import_module(f"tests.engine.spiff.coverage.{path.stem}")
    assert set(that_run()) - COVERED == set()


def test_no_test_is_about_a_construct_that_is_not_in_the_table() -> None:
    assert COVERED - set(that_run()) == set()
