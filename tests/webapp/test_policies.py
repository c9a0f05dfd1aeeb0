"""The operator's numbers go over those of the process, from their day on."""

import base64
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from engine.definition import Definition
from engine.now import Traveller
from tests.support import town
from webapp import policies
from webapp.casework import definitions
from webapp.commands.policy import policy
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.policies import UnfitValue, UnknownPolicy, enact, standing

Bihuan = Callable[..., Result]


@pytest.fixture
def errand(connection: Connection, clock: Traveller) -> Definition:
    town.build(connection)
    return definitions.library(connection).newest("errand")


@pytest.fixture
def bihuan(config: Config, errand: Definition, monkeypatch: pytest.MonkeyPatch) -> Bihuan:
    """Run `bihuan policy ...`."""
    monkeypatch.setenv("BIHUAN_DATABASE_URL", config.database_url or "")
    monkeypatch.setenv("BIHUAN_DATA_DIR", str(config.data_dir))
    monkeypatch.setenv("BIHUAN_MASTER_KEY", base64.b64encode(config.master_key).decode())
    monkeypatch.setenv("BIHUAN_SECRET_KEY", config.secret_key)
    return lambda *words: CliRunner().invoke(policy, list(words))


def limit_of_new_case(connection: Connection) -> str:
    case = town.start().case_id
    return connection.execute("SELECT time_limit FROM clock WHERE case_id = %s AND name = 'handle'", (case,)).fetchone()[0]  # type: ignore[index,return-value]


def test_a_new_limit_counts_for_cases_that_start_from_its_day_on(
    connection: Connection, errand: Definition, clock: Traveller
) -> None:
    enact(connection, errand, "limit", "5wd", effective_from=date(2026, 3, 3), basis="city office 12/2026")
    assert limit_of_new_case(connection) == "3wd"
    clock.go(datetime(2026, 3, 2, 16, tzinfo=UTC))
    assert limit_of_new_case(connection) == "5wd", "midnight in China"


def test_what_was_known_then_is_still_known(connection: Connection, errand: Definition, clock: Traveller) -> None:
    before = clock.moment
    clock.move(timedelta(hours=1))
    enact(connection, errand, "limit", "5wd", effective_from=date(2026, 1, 1), basis="city office")
    assert [(row.value, row.own) for row in standing(connection, errand, before)] == [("3wd", False)]
    assert [(row.value, row.own, row.basis) for row in standing(connection, errand, clock.moment)] == [
        ("5wd", True, "city office")
    ]


def test_a_policy_the_process_does_not_have_is_refused(connection: Connection, errand: Definition) -> None:
    with pytest.raises(UnknownPolicy):
        enact(connection, errand, "limti", "5wd", effective_from=date(2026, 3, 3), basis="typo")


@pytest.mark.parametrize("value", [5, True, "five days", None, ["5wd"]])
def test_a_value_of_another_kind_is_refused(connection: Connection, errand: Definition, value: object) -> None:
    with pytest.raises(UnfitValue):
        enact(connection, errand, "limit", value, effective_from=date(2026, 3, 3), basis="typo")


def test_truth_is_not_a_number() -> None:
    assert policies._kind(True) != policies._kind(1) == policies._kind(0.5)


def test_the_command_sets_and_shows(bihuan: Bihuan) -> None:
    assert (
        "limit is 5wd from 2026-03-03"
        in bihuan("set", "errand", "limit", "5wd", "--from", "2026-03-03", "--because", "plan").output
    )
    today, tomorrow = bihuan("show", "errand").output, bihuan("show", "errand", "--on", "2026-03-03").output
    assert today.split()[:4] == ["limit", "3wd", "2020-01-01", "process"]
    assert tomorrow.split() == ["limit", "5wd", "2026-03-03", "operator", "plan"]


def test_the_command_says_what_is_known(bihuan: Bihuan) -> None:
    assert "known: errand" in bihuan("show", "complaint").output
    wrong = bihuan("set", "errand", "limit", "5", "--from", "2026-03-03", "--because", "plan")
    assert wrong.exit_code == 1
    assert "example: 3wd" in wrong.output
