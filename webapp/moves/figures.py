"""What a release manager reads of a batch: how many, where they stand, why not, and a few examples.

Restricted cases are counted like all others and never named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.database.connections import Connection

EXAMPLES = "(array_agg(c.number ORDER BY c.id) FILTER (WHERE c.compartment IS NULL AND c.about_unit IS NULL))[1:3]"
GROUPS = f"""
    SELECT i.verdict, i.source, i.stands, i.problems, i.changes, count(*), {EXAMPLES}
    FROM move_item i JOIN "case" c ON c.id = i.case_id WHERE i.batch = %s AND i.verdict IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY array_position(ARRAY['needs_mapping', 'impossible', 'moves', 'unchanged'], i.verdict), 6 DESC, 3
"""
RESULTS = f"""
    SELECT i.result, i.detail, count(*), {EXAMPLES} FROM move_item i JOIN "case" c ON c.id = i.case_id
    WHERE i.batch = %s AND i.result IS NOT NULL GROUP BY 1, 2
    ORDER BY array_position(ARRAY['moved', 'undone', 'gone_on'], i.result) NULLS LAST, 3 DESC
"""
TOTALS = """
    SELECT count(*), count(verdict), count(*) FILTER (WHERE verdict IN ('moves', 'unchanged')), count(result),
           count(*) FILTER (WHERE result = 'moved')
    FROM move_item WHERE batch = %s
"""
OLDER = """
    SELECT definition, count(*) FROM "case" WHERE process = %s AND definition <> %s AND closed_at IS NULL
    GROUP BY 1 ORDER BY 2 DESC, 1
"""
NEWEST = "SELECT definition_id FROM deployment WHERE key = %s ORDER BY deployed_at DESC, id DESC LIMIT 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cases alike: `source` version, where they stand, what would become of them. `examples`: numbers of a few."""

    verdict: str
    source: str
    stands: Sequence[str]
    problems: Sequence[Mapping[str, str]]
    changes: Sequence[str]
    cases: int
    examples: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of cases. `detail`: element or reason behind a refusal."""

    result: str
    detail: str | None
    cases: int
    examples: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """`looked`: at so many. `able`: can be moved. `answered`: with a result. `moved`: of them those on the new version."""

    cases: int
    looked: int
    able: int
    answered: int
    moved: int


def groups(connection: Connection, batch: int) -> list[Group]:
    """What stands in the way first."""
    rows: list[Any] = connection.execute(GROUPS, (batch,)).fetchall()
    return [
        Group(verdict=v, source=s, stands=st, problems=p, changes=c, cases=n, examples=e or ()) for v, s, st, p, c, n, e in rows
    ]


def results(connection: Connection, batch: int) -> list[Result]:
    """Moved first, then why not."""
    rows: list[Any] = connection.execute(RESULTS, (batch,)).fetchall()
    return [Result(result=result, detail=detail, cases=n, examples=e or ()) for result, detail, n, e in rows]


def totals(connection: Connection, batch: int) -> Totals:
    row: Any = connection.execute(TOTALS, (batch,)).fetchone()
    return Totals(**dict(zip(Totals.__dataclass_fields__, row, strict=True)))


def newest(connection: Connection, process: str) -> str | None:
    """The version that new cases begin on."""
    row = connection.execute(NEWEST, (process,)).fetchone()
    return None if row is None else str(row[0])


def older(connection: Connection, process: str, definition: str) -> list[tuple[str, int]]:
    """(version, running cases) of the others."""
    return [(str(row[0]), int(str(row[1]))) for row in connection.execute(OLDER, (process, definition)).fetchall()]
