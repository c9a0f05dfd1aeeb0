"""Two people accept in the same second: one wins, holds the work, and the other hears who it was."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from engine.commands import StartCase
from engine.errors import Rejection, TaskNotOpen
from webapp import grid
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.execute import execute
from webapp.database import connections

GRID = "lp1010101"
ROLES = ("worker", "police", "cm", "cleaner")


def people() -> dict[str, Actor]:
    """Role -> one who holds it in the grid."""
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT role, min(user_id) FROM \"position\" WHERE unit = %s AND role LIKE 'grid\\_%%' GROUP BY role", (GRID,)
        ).fetchall()
    return {
        role.removeprefix("grid_"): Actor(kind="user", user_id=user, positions=frozenset([(role, GRID)]), may_be_recused=False)
        for role, user in rows
    }


def call() -> tuple[int, dict[str, int]]:
    """(case id, role -> task) of an event that calls all four."""
    file = {
        "title": "垃圾", "category": "urban.cleaning.rubbish", "urgency": "general", "origin": "worker", "on_the_spot": False,
        "place": {"unit": GRID}, "channel": "grid", "photos": [],
    }  # fmt: skip
    receipt = execute(StartCase(command_id=uuid.uuid4().hex, process="grid_event", file=file), SYSTEM)
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT element, task FROM work_item WHERE case_id = %s AND state = 'open'", (receipt.case_id,)
        ).fetchall()
    return receipt.case_id, {element.removeprefix("accept_"): task for element, task in rows}


def race(case_id: int, tasks: dict[str, int], runners: list[tuple[str, Actor, str]]) -> list[Any]:
    """Everybody accepts at once; what each got, or the refusal. `runners`: (role, who, key)."""
    start = Barrier(len(runners))

    def run(role: str, by: Actor, key: str) -> Any:
        start.wait()
        try:
            return grid.accept(case_id, tasks[role], by, key=key)
        except Rejection as refusal:
            return refusal

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(lambda runner: run(*runner), runners))


@pytest.mark.parametrize("turn", range(6))
def test_of_four_who_accept_at_once_one_wins(site: Flask, turn: int) -> None:
    case_id, tasks = call()
    four = people()
    results = race(case_id, tasks, [(role, four[role], uuid.uuid4().hex) for role in ROLES])
    won = [role for role, result in zip(ROLES, results, strict=True) if isinstance(result, grid.Taken)]
    assert len(won) == 1
    assert all(isinstance(result, grid.Taken | TaskNotOpen) for result in results)
    user, _ = grid.winner(case_id) or (None, None)
    assert user == four[won[0]].user_id
    with connections.take() as connection:
        open_work = connection.execute(
            "SELECT element, assignee_id FROM work_item WHERE case_id = %s AND state = 'open'", (case_id,)
        ).fetchall()
        (cancelled,) = connection.execute(
            "SELECT count(*) FROM work_item WHERE case_id = %s AND state = 'cancelled'", (case_id,)
        ).fetchone()
    assert open_work == [(f"resolve_{won[0]}", user)]
    assert cancelled == 3


def test_of_two_grid_workers_one_wins_and_holds_the_work(site: Flask) -> None:
    case_id, tasks = call()
    with connections.take() as connection:
        users = connection.execute(
            "SELECT user_id FROM \"position\" WHERE unit = %s AND role = 'grid_worker' ORDER BY 1", (GRID,)
        ).fetchall()
    seat = frozenset([("grid_worker", GRID)])
    both = [Actor(kind="user", user_id=user, positions=seat, may_be_recused=False) for (user,) in users]
    assert len(both) == 2
    results = race(case_id, tasks, [("worker", by, uuid.uuid4().hex) for by in both])
    won = [by for by, result in zip(both, results, strict=True) if isinstance(result, grid.Taken)]
    assert len(won) == 1
    assert grid.winner(case_id)[0] == won[0].user_id


def test_the_same_thumb_twice_wins_once(site: Flask) -> None:
    case_id, tasks = call()
    by, key = people()["cm"], uuid.uuid4().hex
    first, second = race(case_id, tasks, [("cm", by, key), ("cm", by, key)])
    assert isinstance(first, grid.Taken)
    assert first == second


def test_while_nobody_accepts_nobody_has_won(site: Flask) -> None:
    case_id, _ = call()
    assert grid.winner(case_id) is None
