"""The demo city shows supervision at several levels, cards, an instruction, and petitions at several stages."""

from datetime import UTC, datetime

import pytest

from engine.now import at
from webapp import demo
from webapp.casework import definitions
from webapp.config import ROOT
from webapp.database.connections import Connection
from webapp.demo import life

NOW = datetime(2026, 3, 18, 7, 0, tzinfo=UTC)


@pytest.fixture
def city(connection: Connection) -> Connection:
    with at(NOW):
        demo.ensure()
        definitions.seed(connection, ROOT / "processes")
        life.populate()
    return connection


def column(connection: Connection, query: str) -> set[object]:
    return {row[0] for row in connection.execute(query).fetchall()}


def test_supervision_petitions_and_cards_are_there(city: Connection) -> None:
    levels = column(city, "SELECT (file ->> 'level')::int FROM \"case\" WHERE process = 'supervision' AND closed_at IS NULL")
    assert {1, 2, 3, 4} <= levels
    waiting = column(city, "SELECT element FROM work_item WHERE process = 'supervision' AND state = 'open'")
    assert {"issue_notice", "list_case", "interview", "inspect"} <= waiting
    reasons = column(city, "SELECT channel FROM \"case\" WHERE process = 'supervision'")
    assert {"overdue", "instruction", "media", "refusal"} <= reasons
    assert column(city, "SELECT colour FROM card") == {"yellow", "red"}
    assert column(city, "SELECT element FROM work_item WHERE process = 'petition' AND state = 'open'") >= {
        "register", "assign", "accept", "handle", "review",
    }  # fmt: skip
    assert column(city, "SELECT outcome FROM \"case\" WHERE process = 'petition' AND closed_at IS NOT NULL") == {"handed_over"}
    assert column(city, "SELECT compartment FROM \"case\" WHERE outcome = 'handed_over'") == {"informer"}
    stopped = (
        """SELECT count(*) FROM incident i JOIN "case" c ON c.id = i.case_id WHERE c.process IN ('supervision', 'petition')"""
    )
    assert column(city, stopped) == {0}
    assert column(city, f"SELECT count(*) FROM case_event WHERE at > '{NOW.isoformat()}'") == {0}
