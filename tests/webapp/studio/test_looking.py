"""Files of strangers are looked through behind a wall: what takes too long is refused, the next draft is looked at as ever."""

from __future__ import annotations

import json

import pytest

from engine.lint import check
from engine.lint.sandboxed import finding_of, plain
from tests.engine.lint.models import document, folder, seq, user
from webapp.studio.looking import look
from webapp.studio.wall import TooHardToCheck

FINE = {path: content.decode() for path, content in folder(document(seq(user()))).items()}


def form(number: int, size: int = 400) -> str:
    fields = ({"key": f"k{i}", "type": "textfield", "conditional": {"hide": f"=k{i} + {number} = 1"}} for i in range(size))
    return json.dumps({"components": list(fields)})


def test_what_takes_too_long_is_refused_and_the_next_one_is_looked_at() -> None:
    heavy = {**FINE, **{f"forms/f{number}.json": form(number) for number in range(150)}}
    with pytest.raises(TooHardToCheck):
        look(heavy, seconds=0.5)
    assert {f.rule for f in look({**FINE, "process.bpmn": "<x/>"})} >= {"xml_wrong_root"}


def test_behind_the_wall_the_same_is_found_and_said() -> None:
    files = {**FINE, "process.bpmn": FINE["process.bpmn"].replace("</bpmn:process>", '<bpmn:task id="lost"/></bpmn:process>')}
    files["forms/f.json"] = json.dumps({"components": [{"key": "a", "type": "textfield", "conditional": {"hide": "=1 +"}}]})
    here = check({path: text.encode() for path, text in files.items()})
    assert here
    assert [finding_of(json.loads(json.dumps(plain(finding)))).message("en") for finding in here] == [
        f.message("en") for f in here
    ]
    assert "expression_invalid" in {finding.rule for finding in look(files)}
