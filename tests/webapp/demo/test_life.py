"""The first visit: no list is empty."""

from datetime import timedelta

import pytest

from engine.now import now
from webapp.database.connections import Connection
from webapp.demo.data import load
from webapp.demo.life import populate


def number(connection: Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row
    return int(str(row[0]))


def test_there_are_cases_at_every_stage_and_some_are_late(city: Connection) -> None:
    phases = {row[0] for row in city.execute("SELECT DISTINCT phase FROM \"case\" WHERE status = 'active'").fetchall()}
    assert {"intake", "handling"} <= phases
    assert len(phases) >= 4
    assert number(city, "SELECT count(*) FROM clearance_entry WHERE cleared_at IS NULL") > 0
    assert number(city, "SELECT count(*) FROM clearance_entry WHERE cleared_at IS NOT NULL") > 0
    assert number(city, "SELECT count(*) FROM \"case\" WHERE status = 'completed'") > 20
    assert number(city, "SELECT count(*) FROM \"case\" WHERE process = 'supervision'") > 0
    assert number(city, "SELECT count(*) FROM incident") == len(load("release_stories")["stray"])


@pytest.mark.parametrize("login", ["intake", "dispatch", "lp-roads-clerk", "lp10101-clerk", "quality", "callback", "supervise"])
def test_whoever_works_on_requests_finds_some(city: Connection, login: str) -> None:
    waiting = """SELECT count(*) FROM work_item w JOIN position p ON (p.unit, p.role) = (w.unit, w.role)
        JOIN "user" u ON u.id = p.user_id WHERE u.login = %s AND w.state = 'open'"""
    assert city.execute(waiting, (login,)).fetchone() > (0,)


def test_nothing_has_happened_after_now(city: Connection) -> None:
    assert number(city, f"SELECT count(*) FROM case_event WHERE at > '{now().isoformat()}'") == 0
    loop = "SELECT count(*) FROM case_event e JOIN \"case\" c ON c.id = e.case_id WHERE c.process <> 'petition'"
    assert number(city, f"{loop} AND at < '{(now() - timedelta(days=50)).isoformat()}'") == 0, "only petitions last longer"


def test_the_second_start_invents_nothing(city: Connection) -> None:
    before = number(city, "SELECT count(*) FROM case_event")
    assert populate() == 0
    assert number(city, "SELECT count(*) FROM case_event") == before
