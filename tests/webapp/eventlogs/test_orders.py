"""An ordered log that cannot be written says why, leaves nothing behind, and can be tried again."""

from __future__ import annotations

import shutil
import sqlite3
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.support import town
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.eventlogs import formats, orders, place
from webapp.eventlogs.orders import Order
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import LoggedCase, Reader, Selection
from webapp.workers.drain import run_waiting_jobs


@pytest.fixture
def order(connection: Connection, config: Config) -> int:
    town.build(connection)
    town.start()
    town.start()
    return orders.place_order(
        connection, Order(name="全部业务", format="xes", language="zh_CN", selection=Selection(), cases=None, by=6)
    )


def state(connection: Connection, order: int) -> Any:
    return connection.execute("SELECT state, trouble, written FROM log_order WHERE id = %s", (order,)).fetchone()


def test_a_log_that_cannot_be_written_says_why_and_can_be_tried_again(connection: Connection, order: int) -> None:
    target = orders.path_of(order, "xes")
    target.mkdir()  # no file can be put there
    run_waiting_jobs()
    assert state(connection, order) == ("failed", "no_file", 0)
    target.rmdir()
    assert not orders.again(connection, order, by=5), "somebody else's order"
    assert orders.again(connection, order, by=6)
    run_waiting_jobs()
    assert state(connection, order) == ("ready", None, 2)
    assert target.read_bytes().endswith(b"</log>\n")
    assert not orders.again(connection, order, by=6), "a finished one"


def test_nothing_half_written_is_left(connection: Connection, order: int) -> None:
    """An event that no log can hold, as only a damaged history has it."""
    connection.execute("ALTER TABLE case_event DISABLE TRIGGER USER")
    connection.execute("UPDATE case_event SET data = data - 'task' WHERE kind = 'TaskCreated'")
    run_waiting_jobs()
    assert state(connection, order)[:2] == ("failed", "program")
    assert not orders.path_of(order, "xes").exists()


def test_a_worker_that_was_killed_half_way_begins_anew(connection: Connection, order: int) -> None:
    connection.execute("UPDATE log_order SET state = 'writing', written = 1 WHERE id = %s", (order,))
    orders.path_of(order, "xes").write_bytes(b"<log>")
    orders.write(connection, order)
    assert state(connection, order) == ("ready", None, 2)


@pytest.mark.parametrize("form", formats.FORMATS)
def test_every_format_is_written_in_constant_memory(connection: Connection, order: int, tmp_path: Path, form: str) -> None:
    """Twelve times the cases take no more memory, but for the numbers of the cases that an object-centric log refers to."""
    known = list(Reader(connection, Pseudonyms(place.current().secret), "zh_CN").cases(Selection()))

    def some(n: int) -> Iterator[LoggedCase]:
        for number, case in enumerate(islice(cycle(known), n)):
            yield LoggedCase({**case.facts, "number": f"c{number}"}, case.events)

    def peak(n: int) -> int:
        folder = tmp_path / str(n)
        folder.mkdir()
        tracemalloc.start()
        counted = formats.write(folder / "log", form, some(n), {})
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        shutil.rmtree(folder)
        assert counted.cases == n
        return found

    peak(5)  # whatever is made once
    few, many = peak(100), peak(1_200)
    assert many - few < 1_100 * 250 + 50_000, f"{few:,} bytes for 100 cases, {many:,} for 1,200"


def test_an_object_centric_log_of_seven_thousand_cases_is_read_back_whole(
    connection: Connection, order: int, tmp_path: Path
) -> None:
    known = list(Reader(connection, Pseudonyms(place.current().secret), "zh_CN").cases(Selection()))
    links = {f"c{number}": [(f"c{number + 1}", "merged_into")] for number in range(0, 6_998, 2)}
    links["c6998"] = [("elsewhere", "merged_into")]  # a case that is not in the log

    def written(form: str) -> Path:
        cases = (LoggedCase({**case.facts, "number": f"c{n}"}, case.events) for n, case in enumerate(islice(cycle(known), 7_000)))
        counted = formats.write(tmp_path / form, form, cases, links)
        assert counted.cases == 7_000
        assert counted.events == sum(len(case.events) for case in known) * 7_000 // len(known)
        return tmp_path / form

    log = orjson.loads(written("ocel-json").read_bytes())
    with closing(sqlite3.connect(written("ocel-sqlite"))) as table:
        kinds = dict(table.execute("SELECT ocel_type, count(*) FROM object GROUP BY 1"))
        assert kinds == Counter(one["type"] for one in log["objects"])
        assert kinds["case"] == 7_000
        assert dict(table.execute("SELECT ocel_type, count(*) FROM event GROUP BY 1")) == Counter(
            e["type"] for e in log["events"]
        )
        assert table.execute("SELECT count(*) FROM event_object").fetchone() == (
            sum(len(e["relationships"]) for e in log["events"]),
        )
        joined = [
            (one["id"], to["objectId"])
            for one in log["objects"]
            for to in one["relationships"]
            if to["qualifier"] == "merged_into"
        ]
        assert len(joined) == 3_499
        assert set(joined) == set(
            table.execute("SELECT ocel_source_id, ocel_target_id FROM object_object WHERE ocel_qualifier = 'merged_into'")
        )
