"""Settings: documented, and secrets that nobody else may read."""

import ast
import base64
import dataclasses
import inspect
import itertools
from pathlib import Path

import pytest

from webapp import config
from webapp.config import Config


def test_every_setting_says_what_it_is_for() -> None:
    tree = ast.parse(inspect.getsource(config))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Config")
    documented = {
        node.target.id
        for node, after in itertools.pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(after, ast.Expr)
        and f"BIHUAN_{node.target.id.upper()}" in ast.unparse(after)
    }
    assert documented == {field.name for field in dataclasses.fields(Config)}


def test_secrets_are_made_once_and_are_for_the_owner_only(tmp_path: Path) -> None:
    first = Config.from_environment({"BIHUAN_DATA_DIR": str(tmp_path)})
    again = Config.from_environment({"BIHUAN_DATA_DIR": str(tmp_path)})
    assert (first.master_key, first.secret_key, first.seal_key) == (again.master_key, again.secret_key, again.seal_key)
    files = list((tmp_path / "secrets").iterdir())
    assert {file.name for file in files} == {"master_key", "secret_key", "seal_key"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


@pytest.mark.parametrize("name", ["BIHUAN_MASTER_KEY", "BIHUAN_SEAL_KEY"])
def test_a_given_key_must_have_32_bytes(tmp_path: Path, name: str) -> None:
    environment = {"BIHUAN_DATA_DIR": str(tmp_path), name: base64.b64encode(bytes(16)).decode()}
    with pytest.raises(ValueError, match="32 bytes"):
        Config.from_environment(environment)


def test_a_server_of_yours_needs_no_embedded_one(tmp_path: Path) -> None:
    given = Config.from_environment({"BIHUAN_DATA_DIR": str(tmp_path), "BIHUAN_DATABASE_URL": "postgresql://db/bihuan"})
    assert given.server is None
    assert Config.from_environment({"BIHUAN_DATA_DIR": str(tmp_path)}).server is not None
