"""`bihuan dmn`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.engine.dmn.drawing import decision, definitions, input_data, table, text
from webapp.commands.dmn import dmn


@pytest.fixture
def model(tmp_path: Path) -> str:
    drawn = tmp_path / "model.dmn"
    logic = table(["score"], ["grade"], [["< 10", '"低"'], [">= 10", '"高"']])
    drawn.write_bytes(definitions(input_data("score", "number"), decision("grade", logic, ["i_score"])))
    return str(drawn)


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(dmn, arguments)


def test_a_decision_is_asked_with_inputs_from_a_file(model: str, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps({"score": 12}))
    assert asked(model, "--decision", "grade", "--input", str(tmp_path / "in.json")).output == '"高"\n'


def test_why_is_explained(model: str, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps({"score": 5}))
    lines = asked(model, "--input", str(tmp_path / "in.json"), "--explain").output.splitlines()
    assert lines[0] == '"低"'
    assert "table t of decision d_grade" in lines
    assert "  score = 5" in lines
    assert "  rules: r1" in lines


def test_a_broken_model_and_an_unknown_decision_end_with_1(model: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.dmn"
    broken.write_bytes(definitions(decision("a", text("1 +"))))
    assert asked(str(broken)).exit_code == 1
    result = asked(model, "--decision", "missing")
    assert (result.exit_code, result.stderr) == (1, "There is no decision 'missing'.\n")


def test_the_kit_prints_a_line_for_each_level_and_the_failures(tmp_path: Path) -> None:
    folder = tmp_path / "compliance-level-2" / "0001-small"
    folder.mkdir(parents=True)
    (folder / "m.dmn").write_bytes(definitions(decision("right", text("1 + 1")), decision("wrong", text("1 + 1"))))
    cases = "".join(
        f'<testCase id="{name}"><resultNode name="{name}"><expected><value xsi:type="xsd:decimal">{value}</value></expected>'
        "</resultNode></testCase>"
        for name, value in (("right", 2), ("wrong", 3))
    )
    (folder / "m-test.xml").write_text(
        '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName>{cases}</testCases>'
    )
    result = asked("tck", str(tmp_path))
    assert result.exit_code == 1
    assert result.output.splitlines() == ["level 2: 1/2, non-null 1/2", "0001-small/wrong/wrong: expected 3, got 2"]
