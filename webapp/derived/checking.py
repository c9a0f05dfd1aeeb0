"""Whether everything that is made from something else is what that makes: cases by their events, and all that hangs on them."""

from __future__ import annotations

from collections.abc import Callable

from webapp.casework import checking
from webapp.casework.checking import Report
from webapp.database.connections import Connection
from webapp.derived import figures
from webapp.derived.single import RELATIONS


def check(connection: Connection, told: Callable[[int], None] = lambda cases: None) -> Report:
    """Compare every row of every table in `tables.MADE`. Nothing is written, and nobody waits. `told`: as in casework."""
    report = checking.check(connection, told)
    figures.prepare(connection)
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for relation in RELATIONS:
            for difference in relation.differences(connection):
                report.add(difference)
        for difference in figures.check_facts(connection, None, report.count):
            report.add(difference)
        for difference in figures.check_sums(connection):
            report.add(difference)
    return report
