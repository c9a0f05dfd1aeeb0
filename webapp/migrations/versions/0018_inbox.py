"""Indexes and columns of the inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Calls nobody has answered yet, of one task: they are over when somebody takes it."""
    op.create_index(
        "personal_notice_calls",
        "personal_notice",
        ["case_id", "task"],
        postgresql_where=sa.text("kind = 'called' AND read_at IS NULL"),
    )
