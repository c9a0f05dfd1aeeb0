"""bihuan processes check: what a supervisor reads before deploying."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from tests.engine.lint.models import document, folder, node, seq, user
from webapp.commands.processes import processes

FINE = document(seq(user()))
BAD = document(seq(user(), node("complexGateway", "k", attributes='name="怎么办"')))


def lay(place: Path, diagram: str) -> Path:
    for path, content in folder(diagram).items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return place


def run(*arguments: object) -> Result:
    return CliRunner().invoke(processes, ["check", *map(str, arguments)])


def test_everything_that_is_shipped_is_fine():
    result = run("--locale", "en")
    assert result.exit_code == 0, result.output
    assert "complaint: fine" in result.output
    assert "supervision: fine" in result.output


def test_a_bad_folder_is_refused_with_element_reason_and_remedy(tmp_path):
    result = run(lay(tmp_path, BAD), "--locale", "en")
    assert result.exit_code == 1
    assert "complex gateway “怎么办” (k)" in result.output
    assert "hidden in text" in result.output
    assert "Use an exclusive, inclusive or parallel gateway" in result.output


def test_the_findings_are_chinese_unless_told_otherwise(tmp_path):
    assert "复杂网关「怎么办」（k）" in run(lay(tmp_path, BAD)).output


def test_one_bad_folder_among_good_ones_is_enough_to_fail(tmp_path):
    lay(tmp_path / "good", FINE)
    lay(tmp_path / "bad", BAD)
    (tmp_path / "notes").mkdir()
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "notes" not in result.output


def test_warnings_alone_do_not_fail(tmp_path):
    result = run(lay(tmp_path, FINE), "--locale", "en")
    assert result.exit_code == 0
    assert "warning" in result.output


def test_programs_read_the_findings_as_json(tmp_path):
    result = run(lay(tmp_path / "bad", BAD), "--json", "--locale", "en")
    found = json.loads(result.stdout)["bad"]
    assert result.exit_code == 1
    assert [(f["rule"], f["element"]) for f in found if f["severity"] == "error"] == [("complex_gateway", "k")]


def test_a_folder_without_processes_is_not_taken_for_a_good_one(tmp_path):
    assert run(tmp_path).exit_code != 0
