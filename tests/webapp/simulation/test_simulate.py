"""Invented people drive cases to their end, the same way for the same seed, through the one door."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.now import at
from tests.support import judged
from tests.support.postgres import TestServer
from webapp import demo
from webapp.audit.verify import chains
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.demo.requests import invent
from webapp.importing.run import import_file
from webapp.simulation.simulate import Result, simulate
from webapp.workers import standstill
from webapp.workers.timers import Sweeper

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MONTH = timedelta(days=30)


@pytest.fixture
def city(config: Config, connection: Connection) -> Iterator[Connection]:
    with at(NOW):
        demo.ensure()
        judged.seed(connection)
        yield connection


def run(count: int = 40, *, seed: int = 7, until: datetime | None = None) -> Result:
    return simulate(seed=seed, requests=invent(count, seed=seed, since=NOW - MONTH, until=NOW), until=until)


def history(connection: Connection) -> list[tuple[object, ...]]:
    """What happened, without what is random by design (identities of vault records, query codes)."""
    return connection.execute(
        "SELECT case_id, seq, at, kind, actor, data ->> 'element' FROM case_event ORDER BY case_id, seq"
    ).fetchall()


def one(connection: Connection, query: str) -> object:
    row = connection.execute(query).fetchone()
    assert row
    return row[0]


def test_every_case_is_driven_to_its_end(city: Connection) -> None:
    result = run(60)
    figures = result.figures
    assert result.refused == []
    assert (figures.opened, figures.closed, figures.open_left, figures.incidents) == (60, 60, 0, 0)
    assert sum(figures.outcomes.values()) == figures.on_time + figures.late == 60
    assert figures.working_days
    assert one(city, "SELECT count(*) FROM work_item WHERE state = 'open'") == 0
    assert one(city, "SELECT count(*) FROM due_timer") == 0
    assert one(city, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name <> 'send_notice'") == 0
    assert all(not verdict.broken for verdict in chains(city))


def test_time_never_runs_backwards_in_a_case(city: Connection) -> None:
    run()
    assert one(city, """
        SELECT count(*) FROM case_event a JOIN case_event b ON b.case_id = a.case_id AND b.seq = a.seq + 1 WHERE b.at < a.at
    """) == 0  # fmt: skip


def test_people_are_late_disagree_and_are_supervised(city: Connection) -> None:
    figures = run(150).figures
    assert figures.late
    assert figures.on_time > figures.late
    assert figures.reopened
    assert figures.returned
    assert figures.supervision
    assert {"closed_resolved", "closed_explained", "answered_directly"} <= set(figures.outcomes)
    assert figures.listed == one(city, """
        SELECT count(DISTINCT l.case_id) FROM clearance_entry l JOIN "case" c ON c.id = l.case_id WHERE process = 'complaint'
    """)  # fmt: skip


def test_the_unit_that_handled_never_calls_back(city: Connection) -> None:
    run(80)
    assert one(city, """
        SELECT count(*) FROM work_item c JOIN work_item h USING (case_id)
        WHERE c.role = 'callback_agent' AND h.role = 'unit_clerk' AND h.ended_by = c.ended_by
    """) == 0  # fmt: skip


def test_stopping_in_between_and_going_on_another_day_ends_every_case(city: Connection) -> None:
    first = run(30, until=NOW - timedelta(days=10))
    assert 0 < first.figures.closed < first.figures.opened < 30
    second = simulate(seed=8)
    assert second.figures.open_left == 0
    assert one(city, 'SELECT count(*) FROM "case" WHERE closed_at IS NULL') == 0


def test_imported_requests_are_handled_by_the_units_that_did(city: Connection, tmp_path: Path) -> None:
    heading = (
        "rec_id,create_time,district,street,street_code,community,community_code,lon,lat,event_type,event_type_code,main_type,"
        "main_type_code,sub_type,sub_type_code,property,source,dispose_unit,dispose_unit_code,archive_status"
    )
    same = "2018-02-08,青原区,河口街道,1,南桥社区,11,0,0,市容,5,占道,178,摆摊,602,投诉,12345,河口街道执法队,71,intime"
    rows = [f"{number},{same}" for number in range(20)]
    path = tmp_path / "events.csv"
    path.write_text("\n".join([heading, *rows]), encoding="utf-8")
    import_file(path, "pingshan", reports=tmp_path)
    figures = simulate(seed=7).figures
    assert (figures.closed, figures.open_left) == (20, 0)
    handled = city.execute("SELECT unit, count(*) FROM work_item WHERE element = 'approve_reply' GROUP BY unit").fetchall()
    assert [unit for unit, _ in handled] == ["ps-u71"]
    assert one(city, "SELECT max(closed_at) < '2019-01-01' FROM \"case\"") is True  # in their own time, holds and all


def test_the_same_seed_gives_the_same_history(config: Config, city: Connection, postgres: TestServer) -> None:
    run(25)
    first = history(city)
    postgres.empty(config.database_url or "")
    demo.ensure()
    judged.seed(city)
    run(25)
    assert history(city) == first


def test_workers_stand_still_while_the_clock_is_virtual(city: Connection) -> None:
    run(20, until=NOW - timedelta(days=20))
    due = one(city, "SELECT count(*) FROM due_timer WHERE due_at <= '2026-03-02'")
    assert due
    with standstill.standstill():
        assert Sweeper().sweep() == 0
    assert Sweeper().sweep() > 0
