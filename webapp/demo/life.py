"""A month of life in the demo city: requests at every stage, some late, so that no list is empty on the first visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from engine.now import now
from webapp.database import connections
from webapp.demo import (
    access_life,
    campaigns,
    case_life,
    grid_life,
    inbox_life,
    loop_life,
    oversight_life,
    petition_life,
    release_life,
    studio_life,
    supervision_life,
    trial_life,
)
from webapp.demo.requests import SOURCE, invent
from webapp.simulation.simulate import simulate
from webapp.simulation.views import CaseView, OpenTask

REQUESTS = 60
SEED = 12345
MONTH = timedelta(days=30)

LEFT = 24
"""Requests of each stage that wait there, so that everybody who signs in finds work."""
STAGES = (
    (("approve_reply", "review", "call_back"), timedelta(days=11), timedelta(days=7)),
    (("sign_for", "first_contact", "handle"), timedelta(days=7), timedelta(days=4)),
    (("triage", "dispatch", "dispatch"), timedelta(days=5), timedelta(days=3)),
)
"""Steps at which requests rest, and how long ago the first and the last of these requests came."""


def populate() -> int:
    """File the invented requests of the last month and let the city work on them up to now, once. Returns how many were filed.
    What stands in the office's log is played in the order in which it happened."""
    with connections.take() as connection:
        known = connection.execute('SELECT 1 FROM "case" WHERE source = %s LIMIT 1', (SOURCE,)).fetchone()
    if known:
        return 0
    until = now()
    campaigns.populate(until)
    requests = invent(REQUESTS, seed=SEED, since=until - MONTH, until=until)
    simulate(seed=SEED, requests=requests, include_open=False, until=until)
    for number, (steps, first, last) in enumerate(STAGES, start=1):
        waiting = invent(LEFT, seed=SEED + number, since=until - first, until=until - last)
        simulate(seed=SEED + number, requests=waiting, include_open=False, until=until, stays=_rests_at(steps))
        requests += waiting
    access_life.clear(until)
    trial_life.publish(until)
    release_life.populate(until)
    loop_life.populate(until)
    grid_life.populate(until)
    access_life.populate(until)
    case_life.populate(until)
    petition_life.populate(until)
    supervision_life.populate(until)
    inbox_life.populate(until)
    studio_life.populate(until)
    oversight_life.populate(until)
    trial_life.populate(until)
    return len(requests)


def _rests_at(steps: tuple[str, ...]) -> Callable[[CaseView, OpenTask], bool]:
    """Each case rests at one of the steps."""
    return lambda case, task: task.element == steps[case.case_id % len(steps)]
