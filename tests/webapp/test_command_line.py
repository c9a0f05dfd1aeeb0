"""The command line: every listed command exists and explains itself; cases can be shown, verified and rebuilt."""

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.now import Traveller
from tests.support import town
from webapp.cli import COMMANDS, main
from webapp.config import Config
from webapp.database.connections import Connection


@pytest.fixture
def case(connection: Connection, clock: Traveller, config: Config, monkeypatch: pytest.MonkeyPatch) -> str:
    town.build(connection)
    assert config.database_url is not None
    monkeypatch.setenv("BIHUAN_DATABASE_URL", config.database_url)
    monkeypatch.setenv("BIHUAN_DATA_DIR", str(config.data_dir))
    return town.start().number


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.output


def test_a_case_is_shown_with_facts_clocks_work_and_hashes(case: str) -> None:
    shown = json.loads(run("cases", "show", case, "--json").output)
    assert shown["facts"]["number"] == case
    assert shown["clocks"][0]["name"] == "handle"
    assert shown["open_work"][0]["element"] == "handle"
    assert shown["events"][0]["prev_hash"] == "0" * 64
    assert shown["events"][-1]["hash"] == shown["facts"]["head_hash"]
    assert case in run("cases", "show", case).output


def test_an_unknown_case_is_an_error(case: str) -> None:
    assert run("cases", "show", "20000101-000001").exit_code == 1
    assert run("cases", "verify", "20000101-000001").exit_code == 1


def test_verify_finds_a_forged_event(case: str, connection: Connection) -> None:
    assert run("cases", "verify").output == "cases=1 events=6 broken=0\n"
    assert run("cases", "verify", case).exit_code == 0
    connection.execute("ALTER TABLE case_event DISABLE TRIGGER case_event_is_append_only")
    connection.execute("UPDATE case_event SET actor = 'user:9' WHERE seq = 4")
    connection.execute("ALTER TABLE case_event ENABLE TRIGGER case_event_is_append_only")
    result = run("cases", "verify")
    assert result.exit_code == 1
    assert f"case {case} breaks at event 4: content" in result.output


def test_rebuild_counts_the_cases(case: str) -> None:
    assert run("rebuild").output == "cases=1 states_mended=0\n"


def test_an_account_and_a_token_are_made(case: str, connection: Connection) -> None:
    result = run("users", "add", "wang", "--name", "王", "--role", "supervisor@city", "--password", "a long enough one")
    assert result.exit_code == 0, result.output
    token = run("users", "token", "wang").output.strip()
    assert len(token) == 43
    assert connection.execute("SELECT count(*) FROM api_token").fetchone() == (1,)
    assert token.encode() not in bytes(connection.execute("SELECT token_hash FROM api_token").fetchone()[0])  # type: ignore[index]


def test_tokens_are_revoked_by_name_or_all(case: str, connection: Connection) -> None:
    run("users", "add", "wang", "--name", "王", "--password", "a long enough one")
    for name in ("report", "report", "map"):
        run("users", "token", "wang", "--name", name)
    assert run("users", "token", "wang", "--revoke", "--name", "report").output == "revoked=2\n"
    assert run("users", "token", "wang", "--revoke", "--name", "").output == "revoked=1\n"
    assert connection.execute("SELECT count(*) FROM api_token WHERE revoked_at IS NULL").fetchone() == (0,)
    assert run("users", "token", "nobody", "--revoke").exit_code == 1


def test_settings_show_no_secret(case: str) -> None:
    output = run("settings").output
    assert "BIHUAN_PORT = 8080" in output
    assert "BIHUAN_MASTER_KEY = (secret)" in output


def test_a_second_start_on_the_same_port_is_told_so_before_anything_happens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("BIHUAN_PORT", str(other.getsockname()[1]))
        monkeypatch.setenv("BIHUAN_DATA_DIR", str(tmp_path))
        result = CliRunner().invoke(main, ["run"])
    assert result.exit_code == 1
    assert "in use" in result.output
    assert not (tmp_path / "postgres").exists()
