"""Everything that is made from something else, made anew, in the order in which one is made from the other."""

from __future__ import annotations

from collections.abc import Callable

from webapp.boards import counting
from webapp.casework import rebuild as casework
from webapp.database.connections import Connection
from webapp.derived.single import RELATIONS


def rebuild(connection: Connection, told: Callable[[int], None] = lambda cases: None) -> int:
    """The number of cases. Steps wait while read models are written, pages go on with what was there. `told` hears the number of
    cases done so far, twice over: for read models, then for figures."""
    cases = casework.rebuild(connection, told)
    for relation in RELATIONS:
        with connection.transaction():
            relation.mend(connection)
    return counting.rebuild(connection, lambda done: told(cases + done))
