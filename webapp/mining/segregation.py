"""Separation of duties, looked for in what was done: pairs of duties that nobody should have had in one case (domain E.5).

The policy table and the diagrams forbid some of them beforehand; this looks at what happened, whatever the program was at that
time. Restricted cases are counted too: a row says only to those who may see the case which one it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.database.connections import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """`code`: of its texts. `first`, `second`: conditions on the work somebody finished. `enforced`: refused beforehand by
    the policy table (casework/access.py) or the diagram (otherThan); the others are for the office to arrange."""

    code: str
    first: str
    second: str
    enforced: bool

    @property
    def query(self) -> str:
        """What is asked of the database; the page shows it."""
        return (
            "SELECT a.case_id, a.ended_by AS person, a.element AS first, b.element AS second, a.ended_at, b.ended_at\n"
            "FROM work_item a JOIN work_item b ON b.case_id = a.case_id AND b.ended_by = a.ended_by AND b.task <> a.task\n"
            f"WHERE a.state = 'done' AND b.state = 'done' AND a.ended_by IS NOT NULL\n"
            f"  AND {self.first.format(of='a')}\n  AND {self.second.format(of='b')}\n"
            "ORDER BY a.case_id, a.task, b.task"
        )

    @property
    def base(self) -> str:
        """Cases in which both duties were done at all, by anybody."""
        return (
            "SELECT count(DISTINCT a.case_id) FROM work_item a JOIN work_item b ON b.case_id = a.case_id\n"
            f"WHERE a.state = 'done' AND b.state = 'done' AND {self.first.format(of='a')} AND {self.second.format(of='b')}"
        )


NOT_RULED_ON = (
    "NOT EXISTS (SELECT FROM work_item r WHERE r.case_id = a.case_id AND r.element = 'adjudicate' AND r.state = 'done'\n"
    "    AND r.ended_at >= a.ended_at AND r.ended_at < b.ended_at)"
)
"""Between the two nobody ruled on a return: it is this dispatch that `b` rules on."""
CASE_DUTIES = (
    Duties(code="handled-called", first="{of}.phase = 'handling' AND {of}.role IN ('unit_clerk', 'co_unit_clerk')",
           second="{of}.phase = 'callback'", enforced=True),
    Duties(code="handled-reviewed", first="{of}.phase = 'handling' AND {of}.role IN ('unit_clerk', 'co_unit_clerk')",
           second="{of}.role = 'quality_reviewer'", enforced=False),
    Duties(code="replied-approved", first="{of}.element = 'handle'", second="{of}.element = 'approve_reply'", enforced=False),
    Duties(code="forced-dispatch", first="{of}.element = 'dispatch'", second="{of}.element = 'approve_forced'", enforced=True),
    Duties(code="resolved-checked", first="{of}.process = 'grid_event' AND {of}.element LIKE 'resolve%'",
           second="{of}.process = 'grid_event' AND {of}.element LIKE 'check%'", enforced=True),
    Duties(code="dispatched-adjudicated", first="{of}.element = 'dispatch'",
           second="{of}.element = 'adjudicate' AND a.ended_at <= b.ended_at AND " + NOT_RULED_ON, enforced=True),
    Duties(code="extension", first="{of}.element = 'handle'",
           second="{of}.element IN ('approve_extension', 'approve_extension_desk', 'approve_extension_city')", enforced=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`case_id` None: not about a case. `person`: user id. `what`: steps, or a version."""

    case_id: int | None
    person: int
    what: tuple[str, ...]
    at: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`found`: the first ones; `count` in all, in `base` cases (or releases) that had both duties."""

    code: str
    enforced: bool
    query: str
    found: list[Found]
    count: int
    base: int


MOST_FOUND = 200


def of_cases(connection: Connection) -> list[Report]:
    return [_report(connection, duties) for duties in CASE_DUTIES]


def _report(connection: Connection, duties: Duties) -> Report:
    rows: list[Any] = connection.execute(duties.query).fetchall()
    base: Any = connection.execute(duties.base).fetchone()
    found = [Found(case_id=row[0], person=row[1], what=(row[2], row[3]), at=(row[4], row[5])) for row in rows[:MOST_FOUND]]
    return Report(
        code=duties.code, enforced=duties.enforced, query=duties.query, found=found,
        count=len({row[0] for row in rows}), base=base[0],
    )  # fmt: skip


MODELS = {
    "edited-approved": "r.decided_by = e.person::int",
    "edited-released": "m.ordered_by = e.person::int",
    "approved-released": "m.ordered_by = r.decided_by",
}
"""Code -> who must not be the same: `r` review, `m` release, `e` whoever had a hand in the draft."""


def of_models(connection: Connection) -> list[Report]:
    """Versions that one person changed and approved, changed and released, or approved and released."""
    found = []
    for code, same in MODELS.items():
        query = (
            "SELECT DISTINCT m.id, m.ordered_by AS person, r.definition_id, r.decided_at, m.ordered_at\n"
            "FROM model_release m JOIN model_review r ON r.id = m.review\n"
            f"CROSS JOIN LATERAL jsonb_array_elements_text(r.editors) AS e (person)\nWHERE {same}\nORDER BY m.id"
        )
        rows: list[Any] = connection.execute(query).fetchall()
        base: Any = connection.execute("SELECT count(*) FROM model_release WHERE review IS NOT NULL").fetchone()
        found.append(Report(
            code=code, enforced=True, query=query, count=len({row[0] for row in rows}), base=base[0],
            found=[Found(case_id=None, person=row[1], what=(row[2],), at=(row[3], row[4])) for row in rows[:MOST_FOUND]],
        ))  # fmt: skip
    return found
