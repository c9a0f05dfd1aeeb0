"""Connections that break are replaced, and a command under way is carried out once all the same."""

import psycopg
import pytest

from engine.commands import AmendFile
from engine.now import Traveller
from tests.support import town
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.database.connections import Connection, Database, NotConfigured, may_pass


def cut_all(connection: Connection) -> None:
    """Break every other connection to this database."""
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def test_a_command_goes_through_although_all_its_connections_were_cut(database: Database, clock: Traveller) -> None:
    with database.take() as first, database.take(), database.take():
        town.build(first)
    case = town.start().case_id
    with database.connect(autocommit=True) as outside:
        cut_all(outside)
        receipt = execute(AmendFile(command_id="a", file={"note": 1}, reason="补充"), SYSTEM, case_id=case)
        assert receipt.events
        assert outside.execute("SELECT count(*) FROM command WHERE id = 'a'").fetchone() == (1,)


def test_a_transaction_of_the_caller_breaks_openly(database: Database, clock: Traveller) -> None:
    with database.take() as connection:
        town.build(connection)
    case = town.start().case_id
    command = AmendFile(command_id="a", file={"note": 1}, reason="补充")
    with database.connect(autocommit=True) as outside, connections.take() as mine:
        mine.execute("BEGIN")
        cut_all(outside)
        with pytest.raises(psycopg.OperationalError):
            execute(command, SYSTEM, case_id=case, within=mine)


def test_a_connection_left_inside_a_transaction_is_not_lent_again(database: Database) -> None:
    with database.take() as connection:
        first = connection.info.backend_pid
        connection.execute("BEGIN")
    with database.take() as connection:
        assert connection.info.backend_pid != first


@pytest.mark.timeout(15)
def test_a_wrong_name_is_said_at_once(database: Database) -> None:
    wrong = Database(database.url.replace("/test_", "/no_such_"))
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        wrong.connect()


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (psycopg.errors.AdminShutdown, True),
        (psycopg.errors.CannotConnectNow, True),
        (psycopg.errors.TooManyConnections, True),
        (psycopg.errors.DeadlockDetected, True),
        (psycopg.errors.DiskFull, False),
        (psycopg.errors.QueryCanceled, False),
        (psycopg.OperationalError, True),
    ],
)
def test_only_what_may_pass_is_tried_again(error: type[psycopg.OperationalError], passes: bool) -> None:
    assert may_pass(error()) is passes


def test_without_settings_there_is_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_current", None)
    with pytest.raises(NotConfigured):
        connections.current()
