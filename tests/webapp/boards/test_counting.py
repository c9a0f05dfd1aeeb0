"""Figures follow the cases, can be made anew, and leave out what must not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from engine.commands import AmendFile
from tests.webapp.boards.test_numbers_and_lists import EVERYTHING
from webapp.boards import counting, figures, stock
from webapp.boards.look import Look
from webapp.boards.period import Period
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.database.connections import Connection

TABLES = {
    "figure_case": "SELECT to_jsonb(f) FROM figure_case f ORDER BY case_id",
    "figure_promise": "SELECT to_jsonb(f) FROM figure_promise f ORDER BY case_id, clock, run",
    "figure_sum": "SELECT to_jsonb(f) FROM figure_sum f ORDER BY process, unit, axis, grain, start, value",
}
KEYS = {"process", "unit", "axis", "grain", "start", "value"}


@pytest.fixture
def counted(site: Flask) -> Iterator[Connection]:
    with site.app_context(), connections.take() as connection:
        yield connection


def figures_in(connection: Connection) -> dict[str, list[Any]]:
    """All rows; a line of sums in which everything was taken back says nothing."""
    found = {name: [row[0] for row in connection.execute(query)] for name, query in TABLES.items()}
    found["figure_sum"] = [row for row in found["figure_sum"] if any(row[name] for name in row.keys() - KEYS)]  # type: ignore[attr-defined]
    return found


def test_figures_made_anew_are_the_ones_that_were_kept_up(counted: Connection) -> None:
    kept_up = figures_in(counted)
    assert counting.rebuild(counted) == len(kept_up["figure_case"]) > 60
    assert figures_in(counted) == kept_up


def test_counting_the_same_case_again_changes_nothing(counted: Connection) -> None:
    before = figures_in(counted)
    counted.execute('INSERT INTO figure_touched (case_id) SELECT id FROM "case"')
    assert counting.count_some(counted) == len(before["figure_case"])
    assert counting.count_some(counted) == 0
    assert figures_in(counted) == before


def test_a_step_is_on_the_board_as_soon_as_somebody_looks(counted: Connection) -> None:
    before = figures.totals(EVERYTHING)
    case = amend(counted, "excluded", assessment_excluded={"reason": "unreasonable", "by": 1})
    as_of = counting.catch_up()
    after = figures.totals(EVERYTHING)
    decided = counted.execute(
        "SELECT count(*) FROM figure_promise WHERE case_id = %s AND clock = 'handle' AND decided AND NOT returned", (case,)
    ).fetchone()
    assert as_of.current
    assert after["intake"] == before["intake"], "excluded requests still came"
    assert after["handle_due"] == before["handle_due"] - decided[0] < before["handle_due"]  # type: ignore[index, operator]


def test_a_drill_leaves_no_trace(counted: Connection) -> None:
    before = figures.totals(EVERYTHING)
    case = amend(counted, "drill", drill=True)
    counting.catch_up()
    after = figures.totals(EVERYTHING)
    assert after["intake"] == before["intake"] - 1
    assert counted.execute("SELECT count(*) FROM figure_promise WHERE case_id = %s", (case,)).fetchone() == (0,)


def test_when_too_much_waits_the_board_says_as_of_when_it_is(counted: Connection) -> None:
    counted.execute("INSERT INTO figure_touched (case_id, at) SELECT id, '2026-03-01T00:00Z' FROM \"case\"")
    as_of = counting.catch_up(batches=0)
    assert not as_of.current
    assert as_of.at.isoformat() == "2026-03-01T00:00:00+00:00"
    assert counting.catch_up().current


def test_restricted_requests_count_nowhere_but_in_a_number_that_tells_no_single_one(counted: Connection) -> None:
    look = Look(process="complaint", period=Period(kind="custom", begin=EVERYTHING.period.begin, end=EVERYTHING.period.end))
    before = figures.totals(look)["intake"]
    assert stock.restricted(look) == 0
    ids = [row[0] for row in counted.execute("SELECT case_id FROM figure_case ORDER BY case_id LIMIT 5")]
    counted.execute("UPDATE figure_case SET restricted = true WHERE case_id = ANY(%s)", (ids[:4],))
    assert stock.restricted(look) is None
    counted.execute("UPDATE figure_case SET restricted = true WHERE case_id = ANY(%s)", (ids,))
    assert stock.restricted(look) == 5
    counted.execute('UPDATE "case" SET compartment = %s WHERE id = ANY(%s)', ("sensitive", ids))
    counting.rebuild(counted)
    assert figures.totals(look)["intake"] == before - 5


def amend(connection: Connection, key: str, **file: object) -> int:
    """Set entries of the file of an open request, of one whose unit has kept or broken its promise before others."""
    row = connection.execute(
        """SELECT case_id FROM figure_case f JOIN figure_promise p USING (case_id)
           WHERE closed_on IS NULL AND f.process = 'complaint' AND NOT f.restricted
           ORDER BY (clock = 'handle' AND decided AND NOT returned AND NOT p.excluded AND due_on < %s) DESC, case_id LIMIT 1""",
        (EVERYTHING.period.end,),
    ).fetchone()
    assert row
    execute(AmendFile(command_id=f"test:{key}", file=file, reason=key), SYSTEM, case_id=row[0])  # type: ignore[arg-type]
    return int(row[0])  # type: ignore[call-overload]
