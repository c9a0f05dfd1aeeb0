"""Models that other people's tools wrote are explained, whatever is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.lint import check
from tests.engine.lint.models import folder

MIWG = Path(__file__).parents[4] / "shared" / "models" / "bpmn_miwg"
MODELS = sorted(MIWG.rglob("*.bpmn"))


@pytest.mark.skipif(not MODELS, reason=f"the interchange models are not here: {MIWG}")
def test_there_are_as_many_as_there_were():
    assert len(MODELS) == 140


@pytest.mark.parametrize("path", MODELS, ids=lambda p: str(p.relative_to(MIWG)))
def test_a_foreign_model_is_explained(path):
    found = check({**folder(""), "process.bpmn": path.read_bytes()})
    errors = [f for f in found if f.severity == "error"]
    assert errors, "none of them was drawn for us"
    for finding in found:
        assert finding.message("zh_CN")
        assert finding.message("en")


@pytest.mark.skipif(not MODELS, reason=f"the interchange models are not here: {MIWG}")
def test_what_is_wrong_is_said_of_elements_that_can_be_found_in_the_drawing():
    for path in MODELS:
        text = path.read_text(encoding="utf-8", errors="replace")
        for finding in check({**folder(""), "process.bpmn": path.read_bytes()}):
            assert finding.element is None or finding.file != "process.bpmn" or f'"{finding.element}"' in text
