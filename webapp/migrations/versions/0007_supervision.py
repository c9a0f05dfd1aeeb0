"""Supervision ladder and cards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table('card',
    sa.Column('case_id', sa.BigInteger(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('colour', sa.Text(), nullable=False),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('clock', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('unit_path', sa.Text(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('case_id', 'seq')
    )
    op.create_index('card_of_unit', 'card', ['unit', 'at'], unique=False)
    op.create_index('card_below', 'card', ['unit_path', 'at'], unique=False, postgresql_ops={'unit_path': 'text_pattern_ops'})
    op.create_table('supervision_trigger',
    sa.Column('trigger', sa.Text(), nullable=False),
    sa.Column('case_id', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('trigger')
    )
