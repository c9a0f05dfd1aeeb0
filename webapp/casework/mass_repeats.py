"""Many requests about one matter at one place: a supervision case is opened for each such cluster, once.

Restricted requests are left out: a cluster would tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.casework import runtime
from webapp.casework.actors import JOB
from webapp.casework.supervising import Supervision, open_supervision, watched
from webapp.casework.supervision_rules import decided
from webapp.database import connections
from webapp.database.connections import Connection

REASON = "mass_repeat"
CLUSTERS = """
    SELECT c.place, c.category,
        array_agg(c.id ORDER BY c.id) FILTER (WHERE c.closed_at IS NULL),
        array_agg(c.number ORDER BY c.id) FILTER (WHERE c.closed_at IS NULL),
        mode() WITHIN GROUP (ORDER BY c.unit) FILTER (WHERE c.closed_at IS NULL),
        count(*)
    FROM "case" c
    LEFT JOIN supervision_trigger t ON t.trigger = 'mass_repeat:' || c.place || ':' || c.category
    LEFT JOIN "case" before ON before.id = t.case_id
    WHERE c.process = 'complaint' AND c.opened_at >= %(since)s AND c.place IS NOT NULL AND c.category IS NOT NULL
        AND c.compartment IS NULL AND c.about_unit IS NULL AND (before.id IS NULL OR c.opened_at > before.opened_at)
    GROUP BY c.place, c.category
    HAVING count(*) >= %(requests)s AND bool_or(c.closed_at IS NULL)
    ORDER BY c.place, c.category
"""
"""Requests that an earlier supervision of the same cluster knew do not count again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Requests about one `category` at one `place`. `ids`, `numbers`: those still open, held mostly by `unit`."""

    place: str
    category: str
    ids: tuple[int, ...]
    numbers: tuple[str, ...]
    unit: str
    count: int

    @property
    def trigger(self) -> str:
        return f"{REASON}:{self.place}:{self.category}"


def look() -> list[Supervision]:
    """Supervision cases opened for clusters that had none. Looking again opens nothing."""
    with connections.take() as connection:
        found = clusters(connection)
    return [opened for cluster in found if (opened := _supervise(cluster)).is_new]


def clusters(connection: Connection) -> list[Cluster]:
    """By the policies in force: how many requests, in which time."""
    rule = decided(runtime.current(connection), REASON)
    rows: list[Any] = connection.execute(CLUSTERS, {"since": rule["since"], "requests": rule["requests"]}).fetchall()
    return [
        Cluster(place=place, category=category, ids=tuple(ids), numbers=tuple(numbers), unit=unit, count=count)
        for place, category, ids, numbers, unit, count in rows
    ]


def _supervise(cluster: Cluster) -> Supervision:
    with connections.take() as connection:
        newest = watched(connection, cluster.ids[-1])
    entries = {
        **newest.entries, "watched": list(cluster.numbers), "reason": REASON, "trigger": cluster.trigger, "unit": cluster.unit,
        "due": None,
    }  # fmt: skip
    return open_supervision(entries, JOB, command_id=f"{cluster.trigger}:{cluster.ids[0]}", watched=cluster.ids)
