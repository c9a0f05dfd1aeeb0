"""A command and what is put away for it, words in the vault for example, in one transaction: both or neither."""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from webapp.casework.execute import Receipt
from webapp.database import connections
from webapp.database.connections import Connection


def together(act: Callable[[Connection], Receipt]) -> Receipt:
    """What `act` did on the connection, committed; of a command that was carried out before its first receipt, and nothing else
    of `act` stays. Of two who send the same command at once the second waits, and gets the receipt of the first."""
    for is_last in (False, True):
        try:
            with connections.take() as connection, connection.transaction() as whole:
                receipt = act(connection)
                if receipt.is_repeated:
                    raise psycopg.Rollback(whole)
            return receipt
        except psycopg.errors.UniqueViolation:
            if is_last:  # the first time: the same command was being carried out elsewhere, and now its receipt is there
                raise
    raise AssertionError("unreachable")
