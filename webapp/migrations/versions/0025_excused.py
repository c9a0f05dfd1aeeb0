"""A line of the clearance list says itself that it was excused: what is done is found by one index, without asking the clocks."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0023"

KEY = ["due_at", "case_id", "clock", "run"]


def upgrade() -> None:
    op.add_column("clearance_entry", sa.Column("excused", sa.Boolean(), nullable=False, server_default="false"))
    op.execute(
        """UPDATE clearance_entry e SET excused = true FROM clock k
           WHERE k.excused AND (k.case_id, k.name, k.run) = (e.case_id, e.clock, e.run)"""
    )
    op.alter_column("clearance_entry", "excused", server_default=None)
    op.drop_index("clock_excused", "clock")
    op.drop_index("clearance_entry_done", "clearance_entry")
    done = sa.text("cleared_at IS NULL AND (stopped_at IS NOT NULL OR excused)")
    op.create_index("clearance_entry_done", "clearance_entry", KEY, postgresql_where=done)
