"""The two lists of the first page: processes that run, drafts that somebody works on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.database.connections import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """`definition`: what new cases begin on. `cases`: running ones of all versions; `older`: of them those on older ones."""

    key: str
    definition: str
    since: datetime
    cases: int
    older: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A draft in the list. `remarks`: not settled. `outdated`: the process was released anew since the draft began."""

    id: int
    process: str
    title: str
    status: str
    base: str | None
    created_by: int
    changed_by: int
    changed_at: datetime
    remarks: int
    outdated: bool


def processes(connection: Connection) -> list[Running]:
    """By key."""
    rows: list[tuple[Any, ...]] = connection.execute(
        """WITH newest AS (SELECT DISTINCT ON (key) key, definition_id, deployed_at FROM deployment
                           ORDER BY key, deployed_at DESC, id DESC),
                open AS (SELECT definition, count(*) AS cases FROM "case" WHERE status IN ('active', 'incident')
                         GROUP BY definition)
           SELECT n.key, n.definition_id, n.deployed_at, coalesce(sum(o.cases), 0)::int,
                  coalesce(sum(o.cases) FILTER (WHERE o.definition <> n.definition_id), 0)::int
           FROM newest n LEFT JOIN open o ON split_part(o.definition, '@', 1) = n.key
           GROUP BY 1, 2, 3 ORDER BY 1"""
    ).fetchall()
    return [Running(key=key, definition=id, since=at, cases=cases, older=older) for key, id, at, cases, older in rows]


def drafts(connection: Connection, *, discarded: bool = False) -> list[Listed]:
    """Those being worked on, last changed first, then the last that were released; or those that were thrown away."""
    rows: list[tuple[Any, ...]] = connection.execute(
        """SELECT d.id, d.process, d.title, d.status, d.base, d.created_by, d.changed_by, d.changed_at,
                  (SELECT count(*) FROM studio_comment c WHERE c.draft = d.id AND c.settled_at IS NULL)::int,
                  d.base IS NOT NULL AND d.base IS DISTINCT FROM (SELECT definition_id FROM deployment p WHERE p.key = d.process
                      ORDER BY deployed_at DESC, id DESC LIMIT 1)
           FROM studio_draft d WHERE (d.status = 'discarded') = %s
           ORDER BY d.status = 'released', d.changed_at DESC LIMIT 100""",
        (discarded,),
    ).fetchall()
    names = tuple(Listed.__dataclass_fields__)
    return [Listed(**dict(zip(names, row, strict=True))) for row in rows]
