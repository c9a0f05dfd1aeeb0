"""Everything that is made from something else, made anew, in the order in which one is made from the other."""

from __future__ import annotations

from collections.abc import Callable

from webapp.boards import counting
from webapp.casework import rebuild as casework
from webapp.casework import states
from webapp.casework.states import Mended
from webapp.database.connections import Connection
from webapp.derived.single import RELATIONS


def rebuild(connection: Connection, told: Callable[[int], None] = lambda cases: None) -> tuple[int, Mended]:
    """The number of cases, and those whose state was put back. Steps wait while read models are written, pages go on with what
    was there. `told` hears the number of cases done so far, three times over: read models, states, figures."""
    cases = casework.rebuild(connection, told)
    mended = states.mend(connection, lambda done: told(cases + done))
    for relation in RELATIONS:
        with connection.transaction():
            relation.mend(connection)
    counting.rebuild(connection, lambda done: told(2 * cases + done))
    return cases, mended
