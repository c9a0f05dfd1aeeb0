"""Petitions of the last month in the demo city, each at another stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.commands import CorrelateMessage, StartCase
from engine.now import at
from webapp import vault
from webapp.casework import runtime
from webapp.casework.actors import SYSTEM
from webapp.casework.clearances import grant
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.demo.data import load
from webapp.demo.playing import person, play
from webapp.importing.filing import TIERS
from webapp.workers.drain import run_waiting_jobs

DAY = timedelta(days=1)


def populate(until: datetime) -> int:
    """Play all stories; returns how many there are."""
    stories = load("petition_stories")
    for number, story in enumerate(stories):
        _play(story, f"demo-petition-{number}", until - story["ago"] * DAY)
    return len(stories)


def _play(story: Mapping[str, Any], name: str, begin: datetime) -> None:
    with at(begin):
        if cleared := story.get("cleared"):
            _clear(**cleared)
        case_id = _open(story, name, begin)
    for days, what, *answers in story["steps"]:
        moment = begin + days * DAY
        if answers:
            play(case_id, what, answers[0], moment, f"{name}-{days}-{what}")
        else:
            with at(moment):
                execute(CorrelateMessage(command_id=f"{name}-{days}", name=what), SYSTEM, case_id=case_id)
                run_waiting_jobs()


def _clear(login: str, compartment: str, reason: str) -> None:
    """The administrator of the city lets somebody handle accusations."""
    by, user = person("admin"), person(login).user_id
    with connections.take() as connection:
        directory = runtime.current(connection).directory
        grant(connection, by, directory, user_id=user or 0, compartment=compartment, reason=reason)


def _open(story: Mapping[str, Any], name: str, begin: datetime) -> int:
    with connections.take() as connection, connection.transaction():
        directory, keeper = runtime.current(connection).directory, vault.current()
        place, statement = story["place"], keeper.seal(connection, keeper.enrol(connection), {"statement": story["statement"]})
        file = {
            "title": story["title"], "statement": statement["statement"], "requester": None, "anonymous": True,
            "channel": story["channel"], "category": story["category"], "urgency": "general", "received_at": begin.isoformat(),
            "place": {"unit": place, **{tier: directory.ancestor(place, tier) for tier in TIERS}},
            "about_unit": story.get("about_unit"),
        }  # fmt: skip
        command = StartCase(command_id=name, process="petition", file=file, message="petition_opened")
        return execute(command, SYSTEM, within=connection).case_id
