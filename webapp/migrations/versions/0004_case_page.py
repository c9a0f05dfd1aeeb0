"""Drafts, attachments, reply templates and knowledge."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column('attachment', sa.Column('upload', sa.Text(), nullable=False))
    op.add_column('attachment', sa.Column('task', sa.Integer(), nullable=True))
    op.add_column('attachment', sa.Column('thumbnail', sa.LargeBinary(), nullable=True))
    op.add_column('attachment', sa.Column('attached_at', sa.DateTime(timezone=True), nullable=True))
    op.create_unique_constraint('attachment_added_by_upload_key', 'attachment', ['added_by', 'upload'])
    op.create_index('attachment_loose', 'attachment', ['added_at'], unique=False, postgresql_where=sa.text('attached_at IS NULL'))
    op.create_table('draft',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.BigInteger(), nullable=False),
    sa.Column('task', sa.Integer(), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('party_id', sa.BigInteger(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('user_id', 'case_id', 'task', 'field')
    )
    op.create_index('draft_of_task', 'draft', ['case_id', 'task'], unique=False)
    op.create_index('draft_age', 'draft', ['saved_at'], unique=False)
    op.create_table('snippet',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('category', sa.Text(), nullable=True),
    sa.Column('element', sa.Text(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('snippet_of_unit', 'snippet', ['unit', 'kind'], unique=False)
    op.create_table('snippet_version',
    sa.Column('snippet_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('edited_by', sa.Integer(), nullable=False),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['snippet_id'], ['snippet.id'], ),
    sa.PrimaryKeyConstraint('snippet_id', 'version')
    )
