"""Reading the office's own log: by who, what, when and which case; and what was read about one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.audit.kinds import GROUPS, KINDS, OF_PERSONS
from webapp.database.connections import Connection, json

PAGE = 60
ENTRIES = """
    SELECT e.seq, e.at, e.kind, e.actor, e.about, c.number FROM audit_event e
    LEFT JOIN "case" c ON c.id = CASE WHEN jsonb_typeof(e.about -> 'case') = 'number' THEN (e.about ->> 'case')::bigint END
    WHERE {conditions} ORDER BY e.seq DESC LIMIT %(most)s
"""
CASES_OF = "SELECT case_id FROM case_search WHERE party_id = ANY(%s) ORDER BY case_id"
RECORDS_OF = "SELECT id FROM party_record WHERE party_id = ANY(%s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`about`: as recorded. `number`: of the case it is about, where there is one."""

    seq: int
    at: datetime
    kind: str
    actor: str
    about: dict[str, Any]
    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`what`: a kind or a group of kinds. `who`: actor label. `since`, `until`: aware, the end excluded. `before`: number to
    go on from."""

    what: str | None = None
    who: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    case_id: int | None = None
    before: int | None = None


def entries(connection: Connection, asked: Asked, most: int = PAGE) -> list[Entry]:
    """The newest first."""
    kinds = [asked.what] if asked.what in KINDS else [*GROUPS.get(asked.what or "", ())] or None
    wanted: list[tuple[str, str, Any]] = [
        ("kinds", "e.kind = ANY(%(kinds)s)", kinds), ("who", "e.actor = %(who)s", asked.who),
        ("since", "e.at >= %(since)s", asked.since), ("until", "e.at < %(until)s", asked.until),
        ("case", "e.about @> %(case)s", None if asked.case_id is None else json({"case": asked.case_id})),
        ("before", "e.seq < %(before)s", asked.before),
    ]  # fmt: skip
    given = [(name, condition, value) for name, condition, value in wanted if value is not None]
    conditions = " AND ".join(condition for _, condition, _ in given) or "true"
    return _read(connection, conditions, {name: value for name, _, value in given} | {"most": most})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was read about one person. `own`: entries in which values of this person, or this person, were looked at; the others
    are about a case of theirs. `cases`: their cases."""

    entries: Sequence[Entry]
    own: frozenset[int]
    cases: Sequence[int]


def seen_of(connection: Connection, parties: Sequence[int], most: int = 500) -> Seen:
    """Who came to know something about these people (one, enrolled once or several times), newest first."""
    cases = [int(str(row[0])) for row in connection.execute(CASES_OF, (list(parties),)).fetchall()]
    records = {int(str(row[0])) for row in connection.execute(RECORDS_OF, (list(parties),)).fetchall()}
    found = _read(
        connection, "e.kind = ANY(%(kinds)s) AND (e.about @> ANY(%(cases)s::jsonb[]) OR e.about @> ANY(%(persons)s::jsonb[]))",
        {
            "kinds": [*OF_PERSONS],
            "cases": [json({"case": case}) for case in cases] + [json({"listed": [one]}) for one in _numbers(connection, cases)],
            "persons": [json({"persons": [party]}) for party in parties], "most": most,
        },
    )  # fmt: skip
    own = {entry.seq for entry in found if _concerns(entry.about, set(parties), records)}
    return Seen(entries=found, own=frozenset(own), cases=cases)


def _numbers(connection: Connection, cases: Sequence[int]) -> list[str]:
    return [str(row[0]) for row in connection.execute('SELECT number FROM "case" WHERE id = ANY(%s)', (list(cases),)).fetchall()]


def _concerns(about: dict[str, Any], parties: set[int], records: set[int]) -> bool:
    looked_at = {ref.get("vault") for ref in about.get("records") or () if isinstance(ref, dict)}
    return bool(looked_at & records or parties & set(about.get("persons") or ()))


def _read(connection: Connection, conditions: str, values: dict[str, Any]) -> list[Entry]:
    rows = connection.execute(ENTRIES.format(conditions=conditions), values).fetchall()
    return [
        Entry(seq=seq, at=at, kind=kind, actor=actor, about=about, number=number)  # type: ignore[arg-type]
        for seq, at, kind, actor, about, number in rows
    ]
