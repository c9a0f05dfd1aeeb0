"""What boards count, against the read models it is made from: facts case by case, then the sums against the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from webapp.boards import adding
from webapp.boards.counting import BATCH
from webapp.boards.facts import case_fact, promise_facts, read
from webapp.casework import runtime
from webapp.casework.rows_compared import Difference, differences
from webapp.database.connections import Connection
from webapp.derived.relations import Relation
from webapp.models.figure import SUMS

KEYS: dict[str, tuple[str, ...]] = {"figure_case": (), "figure_promise": ("clock", "run")}
NOT_WAITING = """
    SELECT id FROM "case" c WHERE NOT EXISTS (SELECT FROM figure_touched t WHERE t.case_id = c.id)
        AND (%(only)s::bigint IS NULL OR id = %(only)s) ORDER BY id
"""
"""What steps have touched since is not counted yet."""
NOT_CASES = 'SELECT case_id FROM {table} f WHERE NOT EXISTS (SELECT FROM "case" c WHERE c.id = f.case_id) ORDER BY 1'
ANEW = "figure_sum_anew"
ANY = " OR ".join(f"{name} <> 0" for name in SUMS)
PLACE = ("process", "unit", "axis", "grain", "start", "value")


def check_facts(connection: Connection, only: int | None, compared: Callable[[int], None]) -> Iterator[Difference]:
    """Of all cases but those that wait to be counted. `compared` hears how many rows were."""
    calendars = runtime.current(connection).calendars
    ids: list[Any] = [row[0] for row in connection.execute(NOT_WAITING, {"only": only}).fetchall()]
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        counted = [case for case in read(connection, some, calendars) if not case.is_drill]
        made = {
            "figure_case": [case_fact(case) for case in counted],
            "figure_promise": [fact for case in counted for fact in promise_facts(case)],
        }
        for table, rows in made.items():
            compared(len(rows))
            yield from differences(connection, table, rows, some, key=KEYS[table])
    if only is None:
        for table in KEYS:
            for (case_id,) in connection.execute(NOT_CASES.format(table=table)).fetchall():
                yield Difference(case_id=case_id, table=table, key="", column="", stored="rows", made="no case")  # type: ignore[arg-type]


def prepare(connection: Connection) -> None:
    """A place of this session's own for the sums made anew; before the transaction that only reads."""
    connection.execute(f"DROP TABLE IF EXISTS pg_temp.{ANEW}")
    connection.execute(f"CREATE TEMPORARY TABLE {ANEW} (LIKE figure_sum INCLUDING ALL)")


def check_sums(connection: Connection) -> Iterator[Difference]:
    """Facts and sums change together, so these must agree at any moment. Sums of nothing need no row."""
    adding.add_everything(connection, into=f"pg_temp.{ANEW}")
    sums = Relation(
        table="figure_sum", key=PLACE, columns=SUMS, made=f"SELECT * FROM pg_temp.{ANEW} WHERE {ANY}", counted=ANY
    )  # fmt: skip
    yield from sums.differences(connection)
