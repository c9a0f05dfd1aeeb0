"""The layers of the house, as a test: see [tool.importlinter] in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_import_contract_is_kept():
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-4000:]


def test_a_broken_layer_would_be_noticed(tmp_path):
    package = tmp_path / "pkg_low"
    package.mkdir()
    (package / "__init__.py").write_text("import flask\n")
    (tmp_path / "pyproject.toml").write_text(
        "[tool.importlinter]\nroot_package = 'pkg_low'\ninclude_external_packages = true\n"
        "[[tool.importlinter.contracts]]\nname = 'x'\ntype = 'forbidden'\n"
        "source_modules = ['pkg_low']\nforbidden_modules = ['flask']\n"
    )
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1, result.stdout
