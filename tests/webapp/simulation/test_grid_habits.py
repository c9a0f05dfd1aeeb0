"""Invented people work on grid events to their end, in minutes, and never check their own work."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask

from engine.commands import StartCase
from engine.now import Traveller
from tests.support import city
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.config import Config
from webapp.database import connections
from webapp.models import db
from webapp.simulation.simulate import simulate

EVENTS = 16


@pytest.fixture
def site(config: Config) -> Iterator[Flask]:
    app = city.build(config)
    yield app
    with app.app_context():
        db.engine.dispose()


def event(number: int) -> None:
    file = {
        "title": f"垃圾 {number}", "category": "urban.cleaning.rubbish", "urgency": "general", "channel": "grid",
        "origin": ("worker", "snap")[number % 2], "on_the_spot": number % 4 == 0, "photos": [], "kind": "help",
        "place": {"unit": f"lp10101{number % 3 + 1:02}"}, "source": "test", "external_id": uuid.uuid4().hex,
    }  # fmt: skip
    execute(StartCase(command_id=uuid.uuid4().hex, process="grid_event", file=file), SYSTEM)


def test_events_end_and_the_one_who_checks_is_another(site: Flask, clock: Traveller) -> None:
    for number in range(EVENTS):
        event(number)
    simulate(seed=3, include_open=True)
    with connections.take() as connection:
        ended = dict(
            connection.execute(
                "SELECT outcome, count(*) FROM \"case\" WHERE process = 'grid_event' AND closed_at IS NOT NULL GROUP BY 1"
            ).fetchall()
        )
        (same,) = connection.execute(
            """SELECT count(*) FROM work_item checked CROSS JOIN LATERAL (
                   SELECT ended_by FROM work_item w WHERE w.case_id = checked.case_id AND w.element LIKE 'resolve%'
                       AND w.state = 'done' AND w.task < checked.task ORDER BY w.task DESC LIMIT 1
               ) did WHERE checked.element LIKE 'check%' AND checked.ended_by = did.ended_by"""
        ).fetchone()
    assert sum(ended.values()) == EVENTS
    assert ended["resolved_in_grid"] > EVENTS / 2
    assert same == 0
