"""`bihuan calendar` at the terminal."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.commands import ExtendClock, PauseClock, ResumeClock
from engine.now import Traveller
from tests.support import town
from webapp.calendars.days import SpecialDay, set_days
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.commands.calendar import calendar
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.workers.drain import drain

Bihuan = Callable[..., Result]


@pytest.fixture
def bihuan(config: Config, clock: Traveller, monkeypatch: pytest.MonkeyPatch) -> Bihuan:
    """Run `bihuan calendar ...` on the empty database."""
    monkeypatch.setenv("BIHUAN_DATABASE_URL", config.database_url or "")
    monkeypatch.setenv("BIHUAN_DATA_DIR", str(config.data_dir))
    monkeypatch.setenv("BIHUAN_MASTER_KEY", base64.b64encode(config.master_key).decode())
    monkeypatch.setenv("BIHUAN_SECRET_KEY", config.secret_key)
    return lambda *words: CliRunner().invoke(calendar, list(words))


def written(folder: Path, days: list[str]) -> str:
    file = folder / "2027.json"
    file.write_text(
        json.dumps({"year": 2027, "papers": [], "days": [{"name": "元旦", "date": day, "isOffDay": True} for day in days]})
    )
    return str(file)


def test_a_notice_is_imported_once(bihuan: Bihuan, tmp_path: Path) -> None:
    file = written(tmp_path, ["2027-01-01", "2027-01-02"])
    assert "notice of 2027: wrote 2 days" in bihuan("import", file).output
    assert "known already" in bihuan("import", file).output


def test_an_unpublished_notice_is_refused(bihuan: Bihuan, tmp_path: Path) -> None:
    result = bihuan("import", written(tmp_path, []))
    assert result.exit_code == 1
    assert "not published yet" in result.output


def test_a_file_of_something_else_is_refused(bihuan: Bihuan, tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_bytes(b"\xff\xfe\x00nonsense")
    result = bihuan("import", str(tmp_path / "2027.json"))
    assert result.exit_code == 1
    assert "not a notice" in result.output


def test_a_year_is_shown_with_its_special_days_and_hours(bihuan: Bihuan) -> None:
    output = bihuan("show", "2026").output
    assert "cn-gov 2026  official  248 working days" in output
    assert "08:30-12:00, 13:30-17:30  on 248 days" in output
    assert "Sun 2026-02-15 .. Mon 02-23    holiday         春节" in output
    assert "Sat 2026-02-14                 makeup_workday  春节" in output
    assert "provisional" in bihuan("show", "2027").output


def test_days_are_closed_and_hours_are_changed(bihuan: Bihuan) -> None:
    assert "wrote 2 days" in bihuan("day", "2026-03-04", "local_closure", "--until", "2026-03-05", "--because", "order 7").output
    assert "new office hours from 2026-06-01" in bihuan("hours", "2026-06-01", "08:00-12:00,15:00-18:00").output
    output = bihuan("show", "2026").output
    assert "246 working days" in output
    assert "08:00-12:00, 15:00-18:00  on" in output


def test_a_calendar_of_your_own_takes_the_products_notices(bihuan: Bihuan) -> None:
    assert bihuan("show", "2026", "--calendar", "centre").exit_code == 1
    assert "notice of 2026: wrote 39 days" in bihuan("import", "--standard", "--calendar", "centre").output
    assert "centre 2026  official  248 working days" in bihuan("show", "2026", "--calendar", "centre").output


@pytest.mark.parametrize("spans", ["8-12", "12:00-08:00", "08:00-12:00,11:00-17:00", "morning", "08:00"])
def test_hours_that_make_no_sense_are_refused(bihuan: Bihuan, spans: str) -> None:
    assert bihuan("hours", "2026-06-01", spans).exit_code == 2


def test_a_due_date_is_explained_from_its_ledger(bihuan: Bihuan, connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    clock.go(datetime(2026, 2, 13, 2, tzinfo=UTC))
    case = town.start()
    for command, at in (
        (PauseClock(command_id="1", clock="handle", reason="waiting for the requester"), datetime(2026, 2, 14, 2, tzinfo=UTC)),
        (PauseClock(command_id="2", clock="handle", reason="appraisal"), datetime(2026, 2, 14, 3, tzinfo=UTC)),
        (ResumeClock(command_id="3", clock="handle", reason="answered"), datetime(2026, 2, 14, 6, tzinfo=UTC)),
        (ResumeClock(command_id="4", clock="handle", reason="appraised"), datetime(2026, 2, 24, 2, tzinfo=UTC)),
        (ExtendClock(command_id="5", clock="handle", by="1wd", reason="excavation"), datetime(2026, 2, 24, 3, tzinfo=UTC)),
    ):
        clock.go(at)
        execute(command, SYSTEM, case_id=case.case_id)
    clock.move(timedelta(hours=1))
    set_days(connection, "cn-gov", [SpecialDay(day=date(2026, 2, 25), kind="local_closure", name="台风")], source="order 7")
    drain()
    result = bihuan("explain", case.number, "handle")
    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert lines[0] == f"{case.number} handle run 1 3wd calendar cn-gov unit mill"
    assert lines[1] == "Fri 2026-02-13 10:00 started due Wed 2026-02-25 17:30"
    assert lines[2:6] == [
        "Fri 2026-02-13",
        "Sat 2026-02-14 day 1 makeup_workday 春节",
        "Sun 2026-02-15 .. Mon 02-23 holiday 春节",
        "Tue 2026-02-24 day 2",
    ]
    assert "Sat 2026-02-14 10:00 paused 2wd 6wh; waiting for the requester" in lines
    assert "Sat 2026-02-14 14:00 resumed answered" in lines
    assert "Tue 2026-02-24 10:00 resumed appraised; due Thu 2026-02-26 17:30" in lines
    assert "Tue 2026-02-24 11:00 extended 1wd; excavation; due Fri 2026-02-27 17:30" in lines
    assert any(line.startswith("Tue 2026-02-24 12:00 recomputed") and "due Sat 2026-02-28 17:30" in line for line in lines)


def test_a_ledger_that_does_not_add_up_is_found_out(bihuan: Bihuan, connection: Connection) -> None:
    town.build(connection)
    case = town.start()
    connection.execute(
        "UPDATE clock_event SET data = jsonb_set(data, '{due_at}', '\"2026-03-09T09:30:00.000000Z\"') WHERE kind = 'ClockStarted'"
    )
    result = bihuan("explain", case.number, "handle")
    assert result.exit_code == 1
    assert "RECORDED AS 2026-03-09" in result.output


def test_an_unknown_clock_is_said_to_be_unknown(bihuan: Bihuan) -> None:
    result = bihuan("explain", "20260302-000001", "handle")
    assert result.exit_code == 1
    assert "no clock 'handle'" in result.output
