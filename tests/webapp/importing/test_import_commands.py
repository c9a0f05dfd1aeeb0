"""bihuan import, demo and simulate as they are typed."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.cli import main
from webapp.config import Config
from webapp.database.connections import Database

Bihuan = Callable[..., Result]
HEADING = "留言编号,留言用户,留言主题,留言时间,留言详情\n"


@pytest.fixture
def bihuan(config: Config, database: Database, tmp_path: Path) -> Bihuan:
    environment = {
        "BIHUAN_DATABASE_URL": config.database_url, "BIHUAN_DATA_DIR": str(tmp_path / "data"),
        "BIHUAN_MASTER_KEY": base64.b64encode(config.master_key).decode(),
    }  # fmt: skip
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], env=environment)


def test_import_builds_an_organisation_when_there_is_none_and_counts_every_row(bihuan: Bihuan, tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    path.write_text(
        f"{HEADING}1,甲,停水,2019/4/5 9:32:09,一楼停水\n1,甲,停水,2019/4/5 9:32:09,一楼停水\n2,乙,停电,昨天,停电\n",
        encoding="gb18030",
    )
    first = bihuan("import", path, "--source", "citizen_messages")
    assert first.exit_code == 0, first.output
    assert "built the demo city" in first.output
    assert first.output.endswith("imported=1 duplicate=1 rejected=1\n")
    (report,) = (tmp_path / "data" / "imports").glob("*.csv")
    assert f"report={report}" in first.output
    second = bihuan("import", path, "--source", "citizen_messages")
    assert second.output.endswith("imported=0 duplicate=2 rejected=1\n")
    run = bihuan("simulate", "--seed", 7)
    assert run.exit_code == 0, run.output
    assert "opened=1 closed=1 open=0 incidents=0" in run.output
    assert "median_working_days=" in run.output


def test_a_file_that_does_not_fit_is_refused_in_one_line(bihuan: Bihuan, tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    refused = bihuan("import", path, "--source", "citizen_messages")
    assert refused.exit_code == 1
    assert (
        refused.output.strip()
        .splitlines()[-1]
        .startswith("Error: letters.csv: columns missing for source citizen_messages: msg_id")
    )
    assert bihuan("import", path, "--source", "nowhere").exit_code == 1


def test_demo_tells_whom_to_sign_in_as(bihuan: Bihuan) -> None:
    told = bihuan("demo", "--no-requests")
    assert told.exit_code == 0, told.output
    assert "bihuan-demo" in told.output
    assert "lp-roads-clerk" in told.output


def test_simulate_files_new_requests_and_can_stop_early(bihuan: Bihuan) -> None:
    run = bihuan("simulate", "--cases", 12, "--seed", 3, "--days", 12)
    assert run.exit_code == 0, run.output
    assert "incidents=0" in run.output
    rest = bihuan("simulate", "--seed", 3)
    assert rest.exit_code == 0, rest.output
    assert " open=0 " in rest.output
