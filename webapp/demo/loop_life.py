"""One request at every remarkable place of the loop: on hold, with helpers, merged, handed over, waiting for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.commands import CorrelateMessage, StartCase
from engine.now import at
from webapp import vault
from webapp.casework import merging, runtime
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.casework.requester_codes import draw
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.data import load
from webapp.demo.playing import play
from webapp.importing.filing import TIERS
from webapp.workers.drain import run_waiting_jobs

HOUR = timedelta(hours=1)
PLAIN = ("title", "kind", "category", "urgency", "channel")


def populate(until: datetime) -> int:
    """Play all stories; returns how many there are."""
    stories = load("loop_stories")
    cases = {story["title"]: _play(story, f"demo-loop-{number}", until) for number, story in enumerate(stories)}
    for story in stories:
        if parent := story.get("merged_into"):
            with at(until - HOUR):
                merging.merge(cases[story["title"]], cases[parent], SYSTEM, key=f"demo-merge-{story['title']}")
                run_waiting_jobs()
    return len(stories)


def _play(story: Mapping[str, Any], name: str, until: datetime) -> int:
    """Steps are [hours before today, step or message, answers]."""
    with at(until - story["ago"] * HOUR):
        case_id = _open(story, name, until - story["ago"] * HOUR)
        run_waiting_jobs()
    for number, (ago, what, *answers) in enumerate(story["steps"]):
        moment, key = until - ago * HOUR, f"{name}-{number}"
        if answers:
            play(case_id, what, answers[0], moment, key)
            continue
        with at(moment):
            execute(CorrelateMessage(command_id=key, name=what), SYSTEM, case_id=case_id)
            run_waiting_jobs()
    return case_id


def _open(story: Mapping[str, Any], name: str, begin: datetime) -> int:
    with connections.take() as connection, connection.transaction():
        directory, keeper, place = runtime.current(connection).directory, vault.current(), story["place"]
        party = keeper.enrol(connection, phone=story["phone"])
        sealed = keeper.seal(connection, party, {key: story[key] for key in ("name", "phone", "statement")})
        file = {
            **{key: story[key] for key in PLAIN}, "statement": sealed["statement"], "anonymous": False,
            "requester": {"name": sealed["name"], "phone": sealed["phone"]}, "co_requesters": _others(connection, story),
            "received_at": begin.isoformat(), "duplicates": [], "source": "demo",
            "place": {"unit": place, **{tier: directory.ancestor(place, tier) for tier in TIERS}},
        }  # fmt: skip
        case_id = execute(StartCase(command_id=name, process="complaint", file=file), SYSTEM, within=connection).case_id
        draw(connection, case_id, file)
        return case_id


def _others(connection: Connection, story: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who asks for the same in the same request, each under a key of his own."""
    keeper = vault.current()
    return [
        dict(keeper.seal(connection, keeper.enrol(connection, phone=other["phone"]), other)) for other in story.get("others", ())
    ]
