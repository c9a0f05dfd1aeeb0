"""The DMN Technology Compatibility Kit, where its test cases lie beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.dmn import tck

KIT = Path(__file__).resolve().parents[3].parent / "shared" / "models" / "dmn_tck"
TOTALS = {"2": (126, 110), "3": (3163, 1797)}
"""Level -> checks, and those of them that expect a value other than null."""


@pytest.fixture(scope="module")
def checks() -> list[tck.Check]:
    if not KIT.is_dir():
        pytest.skip("the test cases of the kit (../shared/models/dmn_tck) are not here")
    return list(tck.run(KIT))


@pytest.mark.parametrize("level", TOTALS)
def test_every_check_of_the_kit_passes(checks: list[tck.Check], level: str) -> None:
    own = [check for check in checks if check.level == level]
    assert (len(own), sum(not check.expects_null for check in own)) == TOTALS[level]
    assert [f"{check.id}: {check.reason}" for check in own if not check.passed] == []


def test_a_refused_expression_is_no_null_answer(tmp_path: Path) -> None:
    folder = tmp_path / "compliance-level-2" / "0001-broken"
    folder.mkdir(parents=True)
    model = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n"><decision id="d" name="d">'
        "<literalExpression><text>1 +</text></literalExpression></decision></definitions>"
    )
    (folder / "m.dmn").write_text(model)
    (folder / "m-test.xml").write_text(
        '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<modelName>m.dmn</modelName><testCase id="1"><resultNode name="d" errorResult="true"><expected><value xsi:nil="true"/>'
        "</expected></resultNode></testCase></testCases>"
    )
    [check] = tck.run(tmp_path)
    assert not check.passed
    assert check.expects_null
    assert "refused" in check.reason
