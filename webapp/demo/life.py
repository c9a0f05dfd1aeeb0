"""A month of life in the demo city: requests at every stage, some late, so that no list is empty on the first visit."""

from __future__ import annotations

from datetime import timedelta

from engine.now import now
from webapp.database import connections
from webapp.demo.requests import SOURCE, invent
from webapp.simulation.simulate import simulate

REQUESTS = 60
SEED = 12345
MONTH = timedelta(days=30)


def populate() -> int:
    """File the invented requests of the last month and let the city work on them up to now, once. Returns how many were filed."""
    with connections.take() as connection:
        known = connection.execute('SELECT 1 FROM "case" WHERE source = %s LIMIT 1', (SOURCE,)).fetchone()
    if known:
        return 0
    until = now()
    requests = invent(REQUESTS, seed=SEED, since=until - MONTH, until=until)
    simulate(seed=SEED, requests=requests, include_open=False, until=until)
    return len(requests)
