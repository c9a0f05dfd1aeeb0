"""Samples, findings, retention."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"

STAYS = (
    """CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           RAISE EXCEPTION 'what is kept in % does not change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
       END $$""",
    """CREATE TRIGGER sample_stays BEFORE UPDATE OR DELETE ON sample
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()""",
    """CREATE TRIGGER sample_item_stays BEFORE DELETE OR UPDATE OF sample_id, case_id, position, number, signs, weight ON sample_item
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()""",
    """CREATE TRIGGER retention_rule_stays BEFORE UPDATE OR DELETE ON retention_rule
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()""",
    """CREATE TRIGGER legal_hold_stays BEFORE DELETE OR UPDATE OF case_id, reason, set_at, set_by ON legal_hold
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()""",
    """CREATE TRIGGER disposal_stays BEFORE UPDATE OR DELETE ON disposal
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()""",
)


def upgrade() -> None:
    op.create_table(
        "sample",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("frame", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("frame_digest", sa.LargeBinary(), nullable=False),
        sa.Column("weights", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "sample_item",
        sa.Column("sample_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("signs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("finding_case", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["sample_id"], ["sample.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("sample_id", "case_id"),
    )
    op.create_index("sample_item_in_order", "sample_item", ["sample_id", "position"], unique=True)
    op.create_table(
        "retention_rule",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("data_class", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("retention_rule_of_class", "retention_rule", ["data_class", "effective_from"])
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("legal_hold_standing", "legal_hold", ["case_id"], unique=True, postgresql_where=sa.text("lifted_at IS NULL"))
    op.create_table(
        "disposal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("data_class", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disposed", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for statement in STAYS:
        op.execute(statement)
