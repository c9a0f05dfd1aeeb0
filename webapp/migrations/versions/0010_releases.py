"""Reviews and releases; incidents tried again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "model_review",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("draft", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("files", postgresql.JSONB(), nullable=False),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("editors", postgresql.JSONB(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("compared", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["draft"], ["studio_draft.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("model_review_of_draft", "model_review", ["draft", "asked_at"])
    op.create_index(
        "model_review_at_work", "model_review", ["draft"], unique=True, postgresql_where=sa.text("state IN ('asked', 'approved')")
    )
    op.create_table(
        "model_release",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("definition_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("review", sa.BigInteger(), nullable=True),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("problems", postgresql.JSONB(), nullable=False),
        sa.Column("deployment", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["review"], ["model_review.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("model_release_of_process", "model_release", ["process", "ordered_at"])
    op.create_index(
        "model_release_scheduled", "model_release", ["process"], unique=True, postgresql_where=sa.text("state = 'scheduled'")
    )
    op.create_index(
        "model_release_deployment", "model_release", ["deployment"], unique=True,
        postgresql_where=sa.text("deployment IS NOT NULL"),
    )  # fmt: skip
    op.create_table(
        "incident_retry",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrections", postgresql.JSONB(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "incident_retry_item",
        sa.Column("retry", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["retry"], ["incident_retry.id"]),
        sa.PrimaryKeyConstraint("retry", "case_id", "incident"),
    )
    op.create_index(
        "incident_open", "incident", ["element", "kind", "raised_at"], postgresql_where=sa.text("resolved_at IS NULL")
    )
