"""Anything at all ends in a value or in a FeelError: no other exception, no hang."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.feel import compile, compile_unary, plain
from engine.feel.text import written
from engine.feel.tokens import KEYWORDS
from tests.engine.feel.asking import ending
from tests.engine.feel.grammar import expressions, values

CALM = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
ALPHABET = '0123456789.eE+-*/=<>!()[]{},:?@"\\ \n\tabifthenelsoryund中文（，“\u2028\ud800\U0001f40e'


def _end(source: str, context: dict[str, Any]) -> None:
    def whole() -> None:
        found = compile(source).evaluate(context)
        written(found)
        plain(found)

    ending(whole)
    ending(lambda: compile_unary(source).test(context.get("x"), context))


@CALM
@given(expressions, values, values)
def test_well_formed_expressions_over_any_data(source: str, x: Any, y: Any) -> None:
    _end(source, {"x": x, "y": y, "z": {"a": x}})


@CALM
@given(st.text(alphabet=ALPHABET, max_size=60), values)
def test_any_text(source: str, x: Any) -> None:
    _end(source, {"x": x})


@CALM
@given(expressions, st.integers(min_value=0), st.sampled_from([*'()[]{},.:?"@-', " ", "in", "and", "not("]))
def test_expressions_with_one_damage(source: str, at: int, damage: str) -> None:
    place = at % (len(source) + 1)
    _end(source[:place] + damage + source[place:], {})
    _end(source[:place] + source[place + 1 :], {})


@CALM
@given(st.text(alphabet="ab()[]{}|?*+.^$\\-123,pLdws: ", max_size=25), st.text(alphabet="ab1 -", max_size=25))
def test_any_pattern(pattern: str, text: str) -> None:
    context = {"t": text, "p": pattern}
    assert ending(lambda: compile("matches(t, p)").evaluate(context)) in (True, False, None, "refused: too_many_steps")
    ending(lambda: compile("[replace(t, p, t), split(t, p)]").evaluate(context))


def test_a_fuzzer_that_looks_for_unseen_code_finds_no_other_exception(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed: the coverage-guided fuzz test is skipped")
    words = tmp_path / "words"
    words.write_text("\n".join(f'"{word}"' for word in sorted(KEYWORDS)))
    run = subprocess.run(
        [sys.executable, "-m", "tests.engine.feel.coverage_fuzz", "-atheris_runs=5000", "-max_total_time=10", f"-dict={words}"],
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
