"""What supervisors and a leader of the demo city did lately: supervision cases at several levels,
an instruction, and a card by hand.

Requests with the bureaus of the city come first: their supervision is the city's own, so its supervisor has a visit to make. Of
these, those of units with few red cards and with the most time left: else they begin at a higher level than their story's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.now import at
from webapp.casework import cards, supervising
from webapp.casework.supervising import Supervision
from webapp.database import connections
from webapp.demo.data import load
from webapp.demo.playing import person, play
from webapp.models import Case
from webapp.workers.drain import run_waiting_jobs

HANDLED = """
    SELECT c.id FROM "case" c JOIN work_item w ON w.case_id = c.id AND w.state = 'open' AND w.element = 'handle'
    WHERE c.process = 'complaint' AND c.compartment IS NULL
        AND NOT EXISTS (SELECT FROM case_link l WHERE l.target_id = c.id AND l.kind = 'supervises')
    ORDER BY (SELECT count(*) FROM card k WHERE k.unit = w.unit AND k.colour = 'red') > 2, w.unit LIKE 'lp-%%' DESC,
        w.due_at DESC NULLS LAST, c.id LIMIT %s
"""


def populate(until: datetime) -> int:
    """Play all stories, one about each of the first requests that are being handled and not supervised; how many it did."""
    stories = load("supervision_stories")
    with connections.take() as connection:
        cases: list[Any] = connection.execute(HANDLED, (len(stories),)).fetchall()
    for number, (story, (case_id,)) in enumerate(zip(stories, cases, strict=False)):
        _play(story, case_id, f"demo-supervision-{number}", until)
    return len(cases)


def _play(story: Mapping[str, Any], case_id: int, name: str, moment: datetime) -> None:
    if story["do"] == "card":
        with at(moment):
            _give_card(story, case_id, name)
        return
    with at(moment):
        opened = _begin(story, case_id, name)
        run_waiting_jobs()
    then = story.get("then")
    if then and _is_open(opened.case_id, then):
        play(opened.case_id, then, story["answers"], moment, f"{name}-{then}")


def _give_card(story: Mapping[str, Any], case_id: int, name: str) -> None:
    """A card that no clock gave."""
    with connections.take() as connection:
        unit = supervising.watched(connection, case_id).unit
        row: Any = connection.execute('SELECT file FROM "case" WHERE id = %s', (case_id,)).fetchone()
    cards.give(Case(id=case_id, file=row[0]), story["colour"], unit, story["words"], person(story["by"]), key=name)


def _is_open(case_id: int, element: str) -> bool:
    """A request that is long overdue brings its supervision to a higher level than the story's, by the table."""
    with connections.take() as connection:
        query = "SELECT FROM work_item WHERE case_id = %s AND element = %s AND state = 'open'"
        return connection.execute(query, (case_id, element)).fetchone() is not None


def _begin(story: Mapping[str, Any], case_id: int, name: str) -> Supervision:
    by = person(story["by"])
    if story["do"] == "instruct":
        return supervising.instruct(case_id, story["words"], by, command_id=by.own(name))
    with connections.take() as connection:
        unit = supervising.watched(connection, case_id).unit
    told = {key: story[key] for key in ("reason", "grounds", "level", "source_link") if key in story}
    return supervising.by_hand(case_id, {**told, "unit": unit}, by, command_id=by.own(name))
