"""`bihuan feel`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from engine.feel.builtins import BUILTINS
from webapp.commands.feel import feel


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(feel, arguments)


def test_the_value_is_printed_as_feel_or_as_json() -> None:
    assert asked('for i in 1..2 return {a: i, b: "x"}').output == '[{a: 1, b: "x"}, {a: 2, b: "x"}]\n'
    assert json.loads(asked("--json", '{a: @"P1D", b: 0.5}').output) == {"a": "P1D", "b": 0.5}


def test_names_come_from_a_file(tmp_path: Path) -> None:
    names = tmp_path / "names.json"
    names.write_text(json.dumps({"金额": 20}), encoding="utf-8")
    assert asked("金额 + 1", "--context", str(names)).output == "21\n"


def test_working_time_is_there(clock: object) -> None:
    assert asked('working.add(now(), "1wd")').output == "2026-03-03T17:30:00+08:00\n"


def test_a_refusal_points_at_the_place() -> None:
    result = asked("1 +\n（2")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:2] == ["（2", "^"]
    assert "line 2, column 1" in result.stderr


def test_why_a_part_became_null_goes_to_standard_error() -> None:
    result = asked("1 + missing")
    assert (result.exit_code, result.stdout) == (0, "null\n")
    assert "'missing'" in result.stderr


def test_every_function_is_listed() -> None:
    listed = asked("--functions").output
    assert [name for name in BUILTINS if f"\n  {name}(" not in listed] == []
    assert "working.add(" in listed
