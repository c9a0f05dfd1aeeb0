"""One wrong folder for each rule about its files: what cannot be read, is too large, or is missing."""

from __future__ import annotations

import json

from tests.engine.lint.folders import (
    FINE,
    Files,
    drawn,
    with_files,
    without,
)
from tests.engine.lint.models import (
    DMN,
    MANIFEST,
    extended,
    node,
    seq,
    user,
)

WRONG_FILES: dict[str, Files] = {
    "xml_too_large": with_files(process_bpmn=FINE.replace("</bpmn:process>", f"<!--{'x' * 2_000_000}--></bpmn:process>")),
    "xml_doctype": with_files(process_bpmn=f'<!DOCTYPE d [<!ENTITY x "y">]>{FINE}'),
    "xml_malformed": with_files(process_bpmn=FINE[:-5]),
    "xml_too_deep": drawn(seq(user(inside=extended("<other:a>" * 120 + "</other:a>" * 120)))),
    "xml_wrong_root": with_files(process_bpmn="<html/>"),
    "diagram_too_large": drawn(seq(*(node("task", f"t{i}") for i in range(601)))),
    "diagram_too_wordy": drawn(seq(user(inside=f"<bpmn:documentation>{'x' * 200_001}</bpmn:documentation>"))),
    "decisions_too_large": with_files(score_dmn=DMN.replace('name="score"', f'name="{"x" * 500_001}"')),
    "json_malformed": with_files(forms__f_json="{"),
    "diagram_missing": without("process.bpmn"),
    "diagram_ignored": with_files(other_bpmn=FINE),
    "process_missing": with_files(process_bpmn='<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'),
    "manifest_missing": without("manifest.json"),
    "manifest_field": with_files(manifest_json=json.dumps({**MANIFEST, "key": "Not a key"})),
    "policy_malformed": with_files(manifest_json=json.dumps({**MANIFEST, "policies": [{"name": "n", "value": 1}]})),
    "decision_file_invalid": with_files(
        score_dmn='<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="x"><decision id="score" '
        'name="score"><literalExpression><text>1 +</text></literalExpression></decision></definitions>'
    ),
    "form_malformed": with_files(forms__f_json="[]"),
    "form_key": with_files(forms__f_json=json.dumps({"components": [{"key": "a b", "type": "textfield"}]})),
    "form_type": with_files(forms__f_json=json.dumps({"components": [{"key": "a", "type": "fielpicker"}]})),
    "form_pattern": with_files(
        forms__f_json=json.dumps({"components": [{"key": "a", "type": "textfield", "validate": {"pattern": "(?=x)y"}}]})
    ),
    "text_missing": with_files(locale__en_json="{}"),
    "locale_missing": without("locale/en.json"),
}
