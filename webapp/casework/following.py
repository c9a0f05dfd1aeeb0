"""What is about a case is kept from the same people: a supervision or a finding says whose matter it is, where and why. When the
case turns out to be restricted, or about a unit, the open ones follow, and their work goes where it may now be done."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from engine.commands import AmendFile, Reroute
from engine.errors import CaseClosed
from webapp.casework.actors import JOB
from webapp.casework.execute import execute
from webapp.database import connections

log = logging.getLogger(__name__)

KINDS = ("supervises", "finding_on")
"""Links of what says the same as the case it points to."""
REASON = "matter_restricted"
"""As the catalogue knows it."""
DIFFERENT = """
    SELECT s.id, c.compartment, c.about_unit
    FROM "case" c JOIN case_link l ON l.target_id = c.id AND l.kind = ANY (%s) JOIN "case" s ON s.id = l.source_id
    WHERE c.id = %s AND s.closed_at IS NULL AND (s.compartment, s.about_unit) IS DISTINCT FROM (c.compartment, c.about_unit)
        AND (SELECT count(*) FROM case_link other WHERE other.source_id = s.id AND other.kind = l.kind) = 1
    ORDER BY s.id
"""
"""A supervision of many cases that are alike is about none of them."""


def follow(case_id: int) -> int:
    """Restrict what is about this case like the case itself; how many were changed. Doing it twice does it once."""
    with connections.take() as connection:
        rows: list[Any] = connection.execute(DIFFERENT, (list(KINDS), case_id)).fetchall()
        for follower, compartment, about_unit in rows:
            file = {"compartment": compartment, "about_unit": about_unit}
            try:
                with connection.transaction():
                    for command in (
                        AmendFile(command_id=f"follow:{uuid.uuid4().hex}", file=file, reason=REASON),
                        Reroute(command_id=f"follow:{uuid.uuid4().hex}", reason=REASON),
                    ):
                        execute(command, JOB, case_id=follower, within=connection)
            except CaseClosed:
                log.info("closed meanwhile", extra={"action": "follow_refused", "case": follower})
    return len(rows)
