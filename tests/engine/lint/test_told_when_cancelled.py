"""The manifest's `cancelled`: a message and a kind of link each, nothing else."""

import json

import pytest

from engine.lint import check
from tests.engine.lint.models import MANIFEST


@pytest.mark.parametrize(
    "told", [{}, [{}], [{"message": "x"}], [{"message": "x", "link": ""}], ["x"], [{"message": "x", "link": 1}]]
)
def test_what_nobody_could_hear_is_refused(told: object) -> None:
    files = {"manifest.json": json.dumps({**MANIFEST, "cancelled": told}).encode()}
    assert [f.facts["field"] for f in check(files) if f.rule == "manifest_field"] == ["cancelled"]


def test_a_message_along_a_link_is_fine() -> None:
    files = {"manifest.json": json.dumps({**MANIFEST, "cancelled": [{"message": "ended", "link": "part_of"}]}).encode()}
    assert [f for f in check(files) if f.rule == "manifest_field"] == []
