"""Figures for boards, and who took which list with him."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

SCRIPTS = ("exports.sql",)


def upgrade() -> None:
    _exports()
    _figures()
    _words_and_places()
    driver = op.get_bind().connection.driver_connection
    for script in SCRIPTS:
        driver.execute((Path(__file__).parent.parent / script).read_text())
    driver.execute('INSERT INTO figure_touched (case_id) SELECT id FROM "case"')


def _exports() -> None:
    op.create_table('export_log',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('export_log_by_user', 'export_log', ['user_id', 'at'], unique=False)


def _figures() -> None:
    op.create_table('figure_case',
    sa.Column('case_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('process', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('restricted', sa.Boolean(), nullable=False),
    sa.Column('excluded', sa.Boolean(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('opened_hour', sa.SmallInteger(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('on_hold', sa.Boolean(), nullable=False),
    sa.Column('merged', sa.Boolean(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('handled', sa.Boolean(), nullable=False),
    sa.Column('reopened', sa.Boolean(), nullable=False),
    sa.Column('settled_locally', sa.Boolean(), nullable=False),
    sa.Column('worked', sa.Integer(), nullable=True),
    sa.Column('intake', sa.Integer(), nullable=True),
    sa.Column('dispatch', sa.Integer(), nullable=True),
    sa.Column('handling', sa.Integer(), nullable=True),
    sa.Column('review', sa.Integer(), nullable=True),
    sa.Column('callback', sa.Integer(), nullable=True),
    sa.Column('called_on', sa.Date(), nullable=True),
    sa.Column('contact', sa.Text(), nullable=True),
    sa.Column('resolved', sa.Text(), nullable=True),
    sa.Column('satisfied', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('case_id')
    )
    op.create_index('figure_case_called', 'figure_case', ['process', 'called_on'], unique=False, postgresql_where=sa.text('called_on IS NOT NULL'))
    op.create_index('figure_case_closed', 'figure_case', ['process', 'closed_on'], unique=False)
    op.create_index('figure_case_open', 'figure_case', ['process', 'unit'], unique=False, postgresql_where=sa.text('closed_on IS NULL'))
    op.create_index('figure_case_opened', 'figure_case', ['process', 'opened_on'], unique=False)
    op.create_index('figure_case_restricted', 'figure_case', ['process', 'opened_on'], unique=False, postgresql_where=sa.text('restricted'))
    op.create_table('figure_promise',
    sa.Column('case_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('clock', sa.Text(), nullable=False),
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('process', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('restricted', sa.Boolean(), nullable=False),
    sa.Column('excluded', sa.Boolean(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('decided', sa.Boolean(), nullable=False),
    sa.Column('kept', sa.Boolean(), nullable=False),
    sa.Column('standing', sa.Boolean(), nullable=False),
    sa.Column('is_order', sa.Boolean(), nullable=False),
    sa.Column('returned', sa.Boolean(), nullable=False),
    sa.Column('reached', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('case_id', 'clock', 'run')
    )
    op.create_index('figure_promise_due', 'figure_promise', ['process', 'due_on', 'clock'], unique=False)
    op.create_index('figure_promise_started', 'figure_promise', ['process', 'started_on', 'clock'], unique=False)
    op.create_table('figure_sum',
    sa.Column('process', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('axis', sa.Text(), nullable=False),
    sa.Column('grain', sa.Text(), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('intake', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('merged', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('closed', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('handled', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('reopened', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('worked_minutes', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('local_base', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('settled_locally', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('intake_cases', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('intake_minutes', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('dispatch_cases', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('dispatch_minutes', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('handling_cases', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('handling_minutes', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('review_cases', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('review_minutes', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('callback_cases', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('callback_minutes', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('called', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('unreachable', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('effective', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('resolved', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('satisfied', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('orders', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('returned', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('signs', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('signed', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('contacts', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('contacted', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('handle_due', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('handle_kept', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('reply_due', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('reply_kept', sa.BigInteger(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('process', 'unit', 'axis', 'grain', 'start', 'value')
    )
    op.create_table('figure_touched',
    sa.Column('case_id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False)
    )


def _words_and_places() -> None:
    op.create_table('measure_definition',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('rule', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('words', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('code', 'version')
    )
    op.create_table('unit_area',
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('geometry', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('unit')
    )
