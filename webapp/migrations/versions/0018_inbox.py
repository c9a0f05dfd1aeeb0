"""Indexes and columns of the inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Calls nobody has answered yet, of one task: they are over when somebody takes it. Late work that was done, or excused."""
    op.create_index(
        "personal_notice_calls",
        "personal_notice",
        ["case_id", "task"],
        postgresql_where=sa.text("kind = 'called' AND read_at IS NULL"),
    )
    op.create_index(
        "clearance_entry_done",
        "clearance_entry",
        ["due_at", "case_id", "clock", "run"],
        postgresql_where=sa.text("cleared_at IS NULL AND stopped_at IS NOT NULL"),
    )
    op.create_index(
        "clock_excused", "clock", ["case_id", "name", "run"], postgresql_where=sa.text("excused AND state <> 'stopped'")
    )
