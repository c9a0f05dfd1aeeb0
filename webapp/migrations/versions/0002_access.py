"""Compartments, recusal, delegation; notices people read."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _restrictions()
    _delegation()
    _notices()
    op.get_bind().connection.driver_connection.execute((Path(__file__).parent.parent / "compartments.sql").read_text())


def _restrictions() -> None:
    for table in ("case", "work_item"):
        op.add_column(table, sa.Column('compartment', sa.Text(), nullable=True))
        op.add_column(table, sa.Column('about_unit', sa.Text(), nullable=True))
    op.create_table('compartment_grant',
    sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('compartment', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('granted_by', sa.Integer(), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('compartment_grant_in_force', 'compartment_grant', ['user_id', 'compartment'], unique=True, postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('recusal',
    sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.BigInteger(), nullable=True),
    sa.Column('party_id', sa.BigInteger(), nullable=True),
    sa.Column('unit', sa.Text(), nullable=True),
    sa.Column('category', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('declared_by', sa.Integer(), nullable=False),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_by', sa.Integer(), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lift_reason', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('recusal_of_user', 'recusal', ['user_id'], unique=False, postgresql_where=sa.text('lifted_at IS NULL'))
    op.create_index('recusal_of_case', 'recusal', ['case_id'], unique=False, postgresql_where=sa.text('lifted_at IS NULL'))
    op.create_index('recusal_standing', 'recusal', ['user_id'], unique=False, postgresql_where=sa.text('lifted_at IS NULL AND case_id IS NULL'))


def _delegation() -> None:
    op.create_table('delegation',
    sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('set_by', sa.Integer(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('delegation_to', 'delegation', ['deputy_id', 'ends_at'], unique=False)
    op.create_index('delegation_of', 'delegation', ['user_id', 'ends_at'], unique=False)


def _notices() -> None:
    op.create_table('personal_notice',
    sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('case_id', sa.BigInteger(), nullable=True),
    sa.Column('task', sa.Integer(), nullable=True),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('passed_on_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('personal_notice_once', 'personal_notice', ['user_id', 'key'], unique=True)
    op.create_index('personal_notice_unread', 'personal_notice', ['user_id'], unique=False, postgresql_where=sa.text('read_at IS NULL'))
    op.create_index('personal_notice_newest', 'personal_notice', ['user_id', 'id'], unique=False)
    op.create_index('personal_notice_to_pass_on', 'personal_notice', ['id'], unique=False, postgresql_where=sa.text('passed_on_at IS NULL'))
    op.create_table('delivery',
    sa.Column('id', sa.BigInteger(), sa.Identity(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('case_id', sa.BigInteger(), nullable=True),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), server_default='0', nullable=False),
    sa.Column('failure', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('delivery_once', 'delivery', ['channel', 'key'], unique=True)
    op.create_index('delivery_waiting', 'delivery', ['not_before'], unique=False, postgresql_where=sa.text('sent_at IS NULL'))
    op.create_table('notice_setting',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('channels', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('mobile', sa.Text(), nullable=True),
    sa.Column('wecom', sa.Text(), nullable=True),
    sa.Column('quiet_from', sa.Time(), nullable=True),
    sa.Column('quiet_to', sa.Time(), nullable=True),
    sa.Column('digest_at', sa.Time(), nullable=True),
    sa.PrimaryKeyConstraint('user_id')
    )
