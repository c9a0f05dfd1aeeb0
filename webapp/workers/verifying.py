"""A verification that somebody asked for on the auditor's page."""

from __future__ import annotations

from webapp.audit import runs
from webapp.database import connections


def verify_everything(attempt: int, *, run: int) -> None:
    """`run`: its number."""
    with connections.take() as connection:
        runs.carry_out(connection, run)
