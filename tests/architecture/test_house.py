"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN_NAMES = re.compile(r"(^|/)(utils?|helpers?|misc|common)(\.py|/)|manager", re.IGNORECASE)
REGISTRIES = ("pypi" + ".org", "registry.npm" + "js.org", "files.python" + "hosted.org", "npmmirror" + ".com")


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / n for n in names if n and (ROOT / n).is_file()]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return tracked()


def test_the_top_level_holds_only_what_was_agreed(files):
    top = {p.relative_to(ROOT).parts[0] for p in files}
    assert top <= {
        "processes", "engine", "webapp", "tests", "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "LICENSE", ".ci",
        ".gitignore", "requirements.lock",
    }  # fmt: skip


def test_no_file_is_a_drawer_for_everything(files):
    assert [str(p) for p in files if FORBIDDEN_NAMES.search(str(p.relative_to(ROOT)))] == []


def test_no_file_names_a_package_registry(files):
    found = [f"{p.relative_to(ROOT)}: {name}" for p in files for name in REGISTRIES if name.encode() in p.read_bytes()]
    assert found == []


def test_python_modules_stay_readable(files):
    too_long = {
        str(p.relative_to(ROOT)): n
        for p in files
        if p.suffix == ".py" and (n := len(p.read_text().splitlines())) > 400 and "migrations/versions" not in str(p)
    }
    assert too_long == {}
