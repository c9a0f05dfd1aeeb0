"""Test runs, what-if runs and recorded scenarios."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table('trial_run',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('draft', sa.BigInteger(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('story', postgresql.JSONB(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['draft'], ['studio_draft.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('trial_run_of_draft', 'trial_run', ['draft', 'id'], unique=False)
    op.create_table('what_if',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('draft', sa.BigInteger(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('pause', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('result', postgresql.JSONB(), nullable=True),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['draft'], ['studio_draft.id']),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('what_if_of_draft', 'what_if', ['draft', 'id'], unique=False)
