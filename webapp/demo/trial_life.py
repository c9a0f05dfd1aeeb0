"""What the studio of the demo city has behind it: a draft tried by hand and compared with last month, a version that was
reviewed, released and given to running cases, a table whose day is still to come and one that waits for its second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from engine.now import at
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.data import load
from webapp.demo.playing import person
from webapp.demo.release_life import asked_for_review
from webapp.moves import batches
from webapp.releases import orders, reviews
from webapp.studio import drafts, overview
from webapp.tables import checking, register, standing
from webapp.trials import runs, what_if
from webapp.workers.drain import run_waiting_jobs

MONTH = timedelta(days=30)


def publish(until: datetime) -> None:
    """The tables, two days before `until`."""
    told = load("trial_stories")
    with connections.take() as connection:
        with at(until - timedelta(hours=48)):
            published = _propose(connection, told["table"])
        with at(until - timedelta(hours=46)):
            register.approve(connection, published.id, by=_user("review"))
        with at(until - timedelta(hours=45)):
            _propose(connection, told["proposal"])


def populate(until: datetime) -> None:
    """The comparison is ordered last: the worker makes it while the first visitor signs in."""
    told = load("trial_stories")
    with connections.take() as connection:
        with at(until - timedelta(hours=4)):
            draft = _try(connection, told["run"])
        with at(until):  # after the versions that came with the program
            _move(connection, told["release"], _release(connection, told["release"]))
            yesterday = until.astimezone(CITY_TIME).date() - timedelta(days=1)
            what_if.ask(connection, draft, since=yesterday - MONTH, until=yesterday, by=_user("model"))


def _user(login: str) -> int:
    return person(login).user_id or 0


def _propose(connection: Connection, told: Mapping[str, Any]) -> register.Publication:
    """A changed table of the running version, from the first of a month on: `after` months from now."""
    process, decision = told["process"], told["decision"]
    files = dict(standing.files_of(connection, process) or {})
    path, _ = checking.of_version(files)[decision]
    for old, new in told["swaps"]:
        files[path] = files[path].replace(old, new, 1)
    return register.propose(
        connection, process, decision, checking.alone_of(files, decision),
        effective_from=_first_of(register.today(), told["after"]),
        basis=told["basis"], by=_user("model"),
    )  # fmt: skip


def _first_of(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _try(connection: Connection, told: Mapping[str, Any]) -> int:
    """The draft, with a scenario gone through on it to its end."""
    number = next(one.id for one in overview.drafts(connection) if one.title == told["draft"])
    draft = drafts.load(connection, number)
    story = runs.story_named(runs.stories(connection, draft), told["scenario"])
    assert story is not None, "the scenario is shipped with the process"
    runs.begin(connection, number, told["scenario"], story, _user("model"))
    return number


def _release(connection: Connection, told: Mapping[str, Any]) -> str:
    """Drawn by one, approved by another, released by a third; the version."""
    base, reviewer, releaser = reviews.running(connection, told["process"]), person("review"), person("release")
    review = asked_for_review(connection, told)
    reviews.approve(connection, review.id, reviewer, seen=review.digest, compared=base, remarks=told["remarks"])
    return orders.release(connection, review.id, releaser, replaces=base, note=told["note"]).definition


def _move(connection: Connection, told: Mapping[str, Any], version: str) -> None:
    """Running cases go on by it: looked at, then moved."""
    releaser = person("release")
    batch = batches.begin(connection, told["process"], version, releaser, reason=told["moved"])
    run_waiting_jobs()
    ready = batches.load(connection, batch.id)
    assert ready is not None
    batches.start(connection, ready, releaser)
    run_waiting_jobs()
