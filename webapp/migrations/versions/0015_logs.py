"""Histories of other systems, read only; event logs of ours that somebody ordered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"

AT = sa.DateTime(timezone=True)
JSON = postgresql.JSONB()


def upgrade() -> None:
    op.create_table(
        "foreign_log",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mapping", JSON, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Text()),
        sa.Column("report", JSON, nullable=False),
        sa.Column("size_read", sa.BigInteger(), nullable=False, server_default="0"),
        *(sa.Column(name, sa.Integer(), nullable=False, server_default="0") for name in ("cases", "events", "activities", "resources")),
        sa.Column("first_at", AT),
        sa.Column("last_at", AT),
        sa.Column("added_by", sa.Integer()),
        sa.Column("added_at", AT, nullable=False),
        sa.Column("model_name", sa.Text()),
        sa.Column("model", sa.Text()),
        sa.Column("steps", JSON, nullable=False, server_default="{}"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "foreign_case",
        sa.Column("log_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(name, AT) for name in ("first_at", "last_at", "due_at", "ended_at")),
        sa.Column("attributes", JSON, nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["foreign_log.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("log_id", "position"),
    )
    op.create_index("foreign_case_by_name", "foreign_case", ["log_id", "name"])
    op.create_table(
        "foreign_event",
        sa.Column("log_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("transition", sa.Text()),
        sa.Column("at", AT),
        *(sa.Column(name, sa.Text()) for name in ("resource", "unit", "instance")),
        sa.Column("attributes", JSON, nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["foreign_log.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("log_id", "position", "seq"),
    )
    op.create_table(
        "foreign_mapping",
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("mapping", JSON, nullable=False),
        sa.Column("used_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("headings"),
    )
    op.create_table(
        "log_order",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("selection", JSON, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("written", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("size", sa.BigInteger()),
        sa.Column("digest", sa.LargeBinary()),
        sa.Column("expires_at", AT),
        sa.Column("trouble", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("log_order_of", "log_order", ["asked_by", "asked_at"])
    op.create_table(
        "log_order_case",
        sa.Column("order_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["log_order.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("order_id", "case_id"),
    )
    op.execute(
        """CREATE FUNCTION refuse_foreign_change() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN
               RAISE EXCEPTION '% is read-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
           END $$"""
    )
    op.execute(
        """CREATE TRIGGER foreign_event_is_read_only BEFORE UPDATE ON foreign_event
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_change()"""
    )
