"""Browser and server never disagree: for every rule that both have, they name the same elements in the same words."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from engine.library import files_of
from engine.lint import check
from engine.lint.rules import RULES
from tests.engine.lint.drawings_allowed import ALLOWED
from tests.engine.lint.drawings_refused import REFUSED
from tests.engine.lint.drawings_wrong import WRONG
from tests.engine.lint.models import folder

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "webapp" / "assets" / "scripts" / "lint"
MIWG = ROOT.parent / "shared" / "models" / "bpmn_miwg"
NO_DRAWING = frozenset(
    {"xml_too_large", "xml_doctype", "xml_malformed", "xml_too_deep", "xml_wrong_root", "diagram_too_large", "diagram_too_wordy"}
)

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="SKIPPED: Node.js is not installed"),
    pytest.mark.skipif(not (ROOT / "webapp" / "assets" / "node_modules" / "bpmnlint").exists(), reason="SKIPPED: run make setup"),
]


def shared_rules() -> frozenset[str]:
    """The rules written in the browser's language."""
    sources = (path.read_text(encoding="utf-8") for path in (SCRIPTS / "rules").glob("*.js") if path.stem not in ("hit", "index"))
    return frozenset(
        name for source in sources for name in re.findall(r"^export (?:function\*|const) (\w+)", source, re.MULTILINE)
    )


def models() -> dict[str, dict[str, bytes]]:
    drawn = {
        f"{kind}: {name}": folder(xml) for kind, of in (("refused", REFUSED), ("allowed", ALLOWED)) for name, xml in of.items()
    }
    wrong = {f"wrong: {rule}": files for rule, files in WRONG.items() if "process.bpmn" in files and rule not in NO_DRAWING}
    shipped = {f"shipped: {p.parent.name}": files_of(p.parent) for p in (ROOT / "processes").glob("*/manifest.json")}
    foreign = {
        f"foreign: {path.relative_to(MIWG)}": {**folder(""), "process.bpmn": path.read_bytes()} for path in MIWG.glob("*.bpmn")
    }
    return {**drawn, **wrong, **shipped, **foreign}


@pytest.fixture(scope="module")
def answers() -> dict[str, tuple[list[list[str]], dict[str, bytes]]]:
    """Name -> what the browser's rules find, and the folder with the drawing as the editor has it."""
    folders = models()
    asked = {name: files["process.bpmn"].decode("utf-8-sig", "replace") for name, files in folders.items()}
    done = subprocess.run(
        ["node", "tests/support/lint_in_node.mjs"], input=json.dumps(asked), capture_output=True, text=True, check=True, cwd=ROOT
    )
    found = json.loads(done.stdout)
    return {
        name: (found[name]["findings"], {**files, "process.bpmn": found[name]["xml"].encode()}) for name, files in folders.items()
    }


def test_the_browser_knows_what_people_break_first():
    assert shared_rules() <= set(RULES)
    assert len(shared_rules()) >= 60
    assert {
        "gateway_condition_missing", "gateway_default_missing", "timer_empty", "several_outgoing", "end_missing", "start_missing",
        "dead_end", "unreachable", "no_way_to_an_end", "endless_loop", "lane_missing", "join_missing", "process_not_executable",
    } <= shared_rules()  # fmt: skip


def test_both_find_the_same_and_say_the_same(answers):
    differing = {}
    for name, (browser, files) in answers.items():
        server = [
            [f.rule, f.severity, f.element, f.message("en")]
            for f in check(files)
            if f.rule in shared_rules() and f.file == "process.bpmn"
        ]
        if sorted(server, key=repr) != sorted(browser, key=repr):
            differing[name] = {
                "only the server": [f for f in server if f not in browser],
                "only the browser": [f for f in browser if f not in server],
            }
    assert differing == {}


def test_every_shared_rule_has_a_drawing_in_which_the_browser_finds_it(answers):
    found = {finding[0] for browser, _ in answers.values() for finding in browser}
    assert shared_rules() - found == set()


def test_what_is_shipped_is_without_findings_in_the_browser(answers):
    assert [name for name, (browser, _) in answers.items() if name.startswith("shipped") and browser] == []
