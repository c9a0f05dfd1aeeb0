"""What was read, decided and changed outside cases, under seals. Looks at personal data and exports move there."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from webapp.audit.chain import GENESIS, event_hash, moment

revision = "0014"
down_revision = "0013"

OLD = """
    SELECT at, 'unmasked', user_id, json_build_object('case', case_id, 'records', records, 'reason', reason) FROM disclosure
        WHERE records <> '[]'
    UNION ALL SELECT at, 'case_opened', user_id, json_build_object('case', case_id, 'reason', reason) FROM disclosure
        WHERE records = '[]'
    UNION ALL SELECT at, 'exported', user_id,
        json_build_object('what', name, 'format', kind, 'asked', asked, 'rows', rows) FROM export_log
    ORDER BY 1
"""
NEW = """
    INSERT INTO audit_event (seq, at, kind, actor, about, prev_hash, hash)
    VALUES (:seq, :at, :kind, :actor, CAST(:about AS jsonb), :prev, :hash)
"""


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("about", postgresql.JSONB(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("audit_event_by_kind", "audit_event", ["kind", "seq"])
    op.create_index("audit_event_by_actor", "audit_event", ["actor", "seq"])
    op.create_index(
        "audit_event_about", "audit_event", ["about"], postgresql_using="gin", postgresql_ops={"about": "jsonb_path_ops"}
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "verification_run",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("seals", sa.Integer(), nullable=False),
        sa.Column("unsealed", sa.BigInteger(), nullable=False),
        sa.Column("broken", sa.Integer(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("unreadable", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    _move_what_was_kept_elsewhere()
    op.execute(
        """CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE ON audit_event
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_seal_change()"""
    )
    for table in ("disclosure", "export_log"):
        op.drop_table(table)
        op.execute(f"DROP FUNCTION refuse_{table}_change")


def _move_what_was_kept_elsewhere() -> None:
    connection = op.get_bind()
    rows = list(_chained(connection.execute(sa.text(OLD)).fetchall()))
    if rows:
        connection.execute(sa.text(NEW), rows)
        last = {"seq": rows[-1]["seq"], "hash": rows[-1]["hash"]}
        connection.execute(sa.text("INSERT INTO audit_head (id, seq, hash) VALUES (0, :seq, :hash)"), last)


def _chained(old: Any) -> Iterator[dict[str, Any]]:
    head = GENESIS
    for seq, row in enumerate(old, 1):
        at: datetime = row[0]
        actor = f"user:{row[2]}" if row[2] is not None else "system"
        digest = event_hash(
            case_id=0, seq=seq, at=moment(at), kind=row[1], data=row[3], actor=actor, command_id="", prev_hash=head
        )
        yield {
            "seq": seq, "at": at, "kind": row[1], "actor": actor, "about": json.dumps(row[3]), "prev": head, "hash": digest,
        }  # fmt: skip
        head = digest
