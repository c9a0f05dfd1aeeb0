"""What goes into a proof package, read from the database. Personal data stays in the vault: events hold references only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import dict_row

from webapp.attachments.opening import content_of
from webapp.audit import algorithms, merkle
from webapp.audit.anchor import as_line
from webapp.audit.chain import moment
from webapp.audit.kinds import OF_PERSONS
from webapp.audit.seals import Leaf, Seal
from webapp.casework.actors import absent_in, user_in
from webapp.database.connections import Connection
from webapp.organisation import past

CASE = 'SELECT id, number, definition, title, status, outcome, opened_at, closed_at FROM "case" WHERE number = %s'
EVENTS = """
    SELECT seq, at, kind, data, actor, command_id, encode(prev_hash, 'hex') AS prev, encode(hash, 'hex') AS hash
    FROM case_event WHERE case_id = %s ORDER BY seq
"""
SEALS = """
    SELECT s.content, s.hash, s.signature, l.position FROM seal_leaf l JOIN seal s ON s.number = l.seal
    WHERE l.case_id = %s ORDER BY l.last_seq
"""
LEAVES = "SELECT case_id, first_seq, last_seq, head FROM seal_leaf WHERE seal = %s ORDER BY position"
KEYS = """
    SELECT k.id, encode(k.public, 'hex') AS public FROM seal_key k WHERE k.id IN
    (SELECT s.content ->> 'key' FROM seal_leaf l JOIN seal s ON s.number = l.seal WHERE l.case_id = %s)
"""
LEDGER = "SELECT seq, name, run, kind, at, actor, data FROM clock_event WHERE case_id = %s ORDER BY seq"
ACCESS = """
    SELECT seq, at, kind, actor, about - 'listed' AS about FROM audit_event
    WHERE (about @> jsonb_build_object('case', %s::bigint) OR about @> jsonb_build_object('listed', jsonb_build_array(%s::text)))
        AND kind = ANY(%s) ORDER BY seq
"""
DOCUMENTS = """
    SELECT id, media_type, size, encode(sha256, 'hex') AS sha256, added_at, added_by FROM attachment
    WHERE case_id = %s AND attached_at IS NOT NULL ORDER BY id
"""
VERSIONS = """
    SELECT coalesce(data ->> 'definition', data ->> 'after') FROM case_event
    WHERE case_id = %s AND kind IN ('CaseStarted', 'CaseMigrated', 'MigrationUndone') ORDER BY seq
"""
"""Of the process, in the order in which the case ran on them."""


class NoSuchCase(LookupError):
    """There is no case with this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """`events`: as hashed, with their hash. `seals`: with leaf, its index and its audit path. `model`: path -> text of the
    process folder the case began on; `later`: version -> the same of each it was moved to. `tables`: number -> DMN of
    published tables that stood in for those of the folder. `people`: actor label -> name of the member of staff then.
    `bodies`: file name -> document, when documents were asked for."""

    case: dict[str, Any]
    events: list[dict[str, Any]]
    seals: list[dict[str, Any]]
    keys: dict[str, str]
    model: dict[str, str]
    later: dict[str, dict[str, str]]
    tables: dict[int, str]
    people: dict[str, str]
    clock_ledger: list[dict[str, Any]]
    access_log: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    bodies: dict[str, bytes]


def gather(connection: Connection, number: str, *, with_documents: bool = False) -> Contents:
    """Everything about one case at one moment. Raises NoSuchCase."""
    with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        case = cursor.execute(CASE, (number,)).fetchone()
        if case is None:
            raise NoSuchCase(number)
        case_id = case["id"]
        documents = [_plain(row) for row in cursor.execute(DOCUMENTS, (case_id,)).fetchall()]
        bodies = {}
        for document in documents if with_documents else ():
            document["file"] = f"documents/{document['id']}"
            bodies[document["file"]] = content_of(connection, document["id"])
        folders = _folders(connection, case_id)
        events = [_event(case_id, row) for row in cursor.execute(EVENTS, (case_id,)).fetchall()]
        access_log = [_plain(row) for row in cursor.execute(ACCESS, (case_id, number, [*OF_PERSONS])).fetchall()]
        return Contents(
            case=_plain(case),
            events=events,
            seals=[_sealed(connection, case_id, row) for row in cursor.execute(SEALS, (case_id,)).fetchall()],
            keys={row["id"]: row["public"] for row in cursor.execute(KEYS, (case_id,)).fetchall()},
            model=next(iter(folders.values()), {}),
            later=dict([*folders.items()][1:]),
            tables=_tables(connection, events),
            people=_people(connection, [*events, *access_log]),
            clock_ledger=[_plain(row) for row in cursor.execute(LEDGER, (case_id,)).fetchall()],
            access_log=access_log,
            documents=documents,
            bodies=bodies,
        )


def _folders(connection: Connection, case_id: int) -> dict[str, dict[str, str]]:
    """Version -> path -> text, the one it began on first."""
    versions = dict.fromkeys(str(row[0]) for row in connection.execute(VERSIONS, (case_id,)).fetchall())
    rows = connection.execute("SELECT id, files FROM definition WHERE id = ANY(%s)", ([*versions],)).fetchall()
    found: dict[Any, Any] = dict(rows)  # type: ignore[arg-type]
    return {version: dict(found[version]) for version in versions if version in found}


def _tables(connection: Connection, events: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    used = {int(one["number"]) for event in events for one in (event["data"].get("dated") or {}).values()}
    rows = connection.execute("SELECT id, xml FROM dated_table WHERE id = ANY(%s) ORDER BY id", (sorted(used),)).fetchall()
    return dict(rows)  # type: ignore[arg-type]


def _people(connection: Connection, told: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """By what they were called when they acted last."""
    names: dict[str, str] = {}
    for label, at in {str(one["actor"]): str(one["at"]) for one in told}.items():
        ids = [user for user in (user_in(label), absent_in(label)) if user is not None]
        called = past.people_names(connection, ids, datetime.fromisoformat(at)) if ids else {}
        names |= {f"user:{user}": name.name for user, name in called.items()}
    return dict(sorted(names.items()))


def _event(case_id: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "actor": row["actor"], "at": moment(row["at"]), "case": case_id, "command": row["command_id"], "data": row["data"],
        "kind": row["kind"], "prev": row["prev"], "seq": row["seq"], "hash": row["hash"],
    }  # fmt: skip


def _sealed(connection: Connection, case_id: int, row: dict[str, Any]) -> dict[str, Any]:
    seal = Seal(content=row["content"], hash=bytes(row["hash"]), signature=bytes(row["signature"]))
    digest = algorithms.digest(seal.content["digest"])
    leaves = [
        Leaf(case_id=case, first_seq=first, last_seq=last, head=bytes(head))
        for case, first, last, head in connection.execute(LEAVES, (seal.number,)).fetchall()
    ]
    mine = leaves[row["position"]]
    path = merkle.proof(digest, [merkle.leaf_hash(digest, leaf.content) for leaf in leaves], row["position"])
    return {
        **as_line(seal), "index": row["position"], "path": [item.hex() for item in path],
        "leaf": {"case": mine.case_id, "first": mine.first_seq, "last": mine.last_seq, "head": mine.head.hex()},
    }  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: moment(value) if isinstance(value, datetime) else value for name, value in row.items()}
