"""A log of another system: columns guessed and remembered, rows judged one by one, people under signs, deleted as a whole."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import psycopg
import pytest

from webapp.database import connections
from webapp.database.connections import Connection
from webapp.foreignlogs import logs, mapping, reading
from webapp.foreignlogs.bounds import Unusable
from webapp.foreignlogs.mapping import Columns
from webapp.foreignlogs.moments import form_of, moment
from webapp.workers.drain import run_waiting_jobs

TABLE = """工单编号,环节,操作时间,经办人,承办单位,来源
1,受理,2026/03/02 09:00,张三,热线,电话
2,受理,2026/03/02 09:30,张三,热线,网络
1,办结,2026/03/03 10:00,李四,路政,电话
1,派单,2026/03/02 10:00,王五,热线,电话
2,,2026/03/02 10:00,王五,热线,网络
2,派单,昨天,王五,热线,网络
"""


def added(connection: Connection, text: str = TABLE) -> int:
    return logs.add(connection, io.BytesIO(text.encode()), "工单.csv", None)


def said(connection: Connection, log: int) -> Columns:
    return mapping.from_json(_row(connection, log, "mapping")[0])


def taken(connection: Connection, **changes: Any) -> int:
    log = added(connection)
    logs.begin(connection, log, replace(said(connection, log), **changes))
    run_waiting_jobs()
    return log


def _row(connection: Connection, log: int, columns: str) -> Any:
    return connection.execute(f"SELECT {columns} FROM foreign_log WHERE id = %s", (log,)).fetchone()


def test_columns_of_a_chinese_table_are_guessed(connection: Connection) -> None:
    found = said(connection, added(connection))
    assert (found.case, found.activity, found.time) == ("工单编号", "环节", "操作时间")
    assert (found.resource, found.unit, found.form) == ("经办人", "承办单位", "%Y/%m/%d %H:%M")


def test_rows_that_say_too_little_are_counted_and_named(connection: Connection) -> None:
    log = taken(connection)
    assert _row(connection, log, "state, cases, events, report") == ("ready", 2, 4, {"rejected": 2, "first": [5, 6]})


def test_a_table_is_put_in_order_of_time(connection: Connection) -> None:
    history = reading.read(connection, taken(connection), None, says_end=False)
    assert [trace.way for trace in history.traces] == [("受理", "派单", "办结"), ("受理",)]
    assert history.traces[0].length == 25 * 3_600_000_000


def test_people_are_signs_unless_their_names_are_wanted(connection: Connection) -> None:
    def people(log: int) -> set[Any]:
        return {row[0] for row in connection.execute("SELECT resource FROM foreign_event WHERE log_id = %s", (log,))}

    signs, names = people(taken(connection)), people(taken(connection, named=True))
    assert names == {"张三", "李四", "王五"}
    assert len(signs) == 3
    assert all(str(sign).startswith("p-") for sign in signs)


def test_only_columns_somebody_chose_are_kept(connection: Connection) -> None:
    kept = connection.execute("SELECT DISTINCT attributes FROM foreign_event WHERE log_id = %s", (taken(connection),)).fetchall()
    assert kept == [({},)]
    log = taken(connection, keep=("来源",))
    assert connection.execute(
        "SELECT count(*) FROM foreign_event WHERE log_id = %s AND attributes ->> '来源' = '电话'", (log,)
    ).fetchone() == (3,)


def test_what_columns_mean_is_remembered_for_the_next_file(connection: Connection) -> None:
    taken(connection, unit="来源", keep=("承办单位",))
    again = said(connection, added(connection))
    assert (again.unit, again.keep) == ("来源", ("承办单位",))


def test_columns_that_are_not_there_are_refused(connection: Connection) -> None:
    log = added(connection)
    for columns, code in (
        (Columns(case="工单编号"), "column_missing"),
        (replace(said(connection, log), unit="无"), "column_unknown"),
    ):
        with pytest.raises(Unusable) as refused:
            logs.begin(connection, log, columns)
        assert refused.value.code == code


def test_a_log_that_cannot_be_read_says_why_and_keeps_nothing(connection: Connection) -> None:
    log = taken(connection, form="%d.%m.%Y %H:%M")
    state, trouble = _row(connection, log, "state, trouble")
    assert (state, trouble.partition(":")[0]) == ("failed", "nothing_readable")
    assert connection.execute("SELECT count(*) FROM foreign_event").fetchone() == (0,)
    logs.begin(connection, log, replace(said(connection, log), form="%Y/%m/%d %H:%M"))
    run_waiting_jobs()
    assert _row(connection, log, "state")[0] == "ready"


def test_two_who_read_the_same_log_at_once_read_it_once(connection: Connection) -> None:
    """The command line reads what it was given itself, while a worker has been told of it."""
    log = added(connection)
    logs.begin(connection, log, said(connection, log))
    together = Barrier(2)

    def read() -> None:
        with connections.take() as own:
            together.wait()
            logs.read(own, log)

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(read) for _ in range(2)]:
            one.result()
    assert _row(connection, log, "state, cases, events") == ("ready", 2, 4)
    assert not logs.path_of(log).exists()


def test_its_events_cannot_be_changed_only_deleted_with_the_log(connection: Connection) -> None:
    log = taken(connection)
    with pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute("UPDATE foreign_event SET activity = 'x'")
    assert logs.delete(connection, log)
    assert connection.execute("SELECT count(*) FROM foreign_event").fetchone() == (0,)
    assert not logs.delete(connection, log)


def test_starts_and_ends_make_steps_with_waiting_and_work(connection: Connection) -> None:
    text = "case_id,activity,timestamp,lifecycle\n" + "".join(
        f"1,a,2026-03-02T{at}:00:00+08:00,{life}\n" for at, life in (("09", "schedule"), ("10", "start"), ("12", "complete"))
    )
    log = added(connection, text)
    logs.begin(connection, log, said(connection, log))
    run_waiting_jobs()
    (step,) = reading.read(connection, log, None, says_end=False).traces[0].steps
    assert (step.waited, step.took) == (3_600_000_000, 7_200_000_000)


def test_moments_are_read_only_in_the_form_that_was_said() -> None:
    assert moment("2026-03-02 09:00:00", "iso", "city").isoformat() == "2026-03-02T01:00:00+00:00"  # type: ignore[union-attr]
    assert moment("02.03.2026 09:00", "iso", "city") is None
    assert form_of(["02.03.2026 09:00", "31.12.2026 23:59"]) == "%d.%m.%Y %H:%M"
    assert form_of(["03/13/2026 09:00", "12/31/2026 23:59"]) == "%m/%d/%Y %H:%M"
    assert form_of([]) is None
