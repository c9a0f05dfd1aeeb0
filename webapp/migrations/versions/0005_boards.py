"""Figures for boards, and who took which list with him."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SCRIPTS = ("exports.sql",)


def upgrade() -> None:
    _exports()
    driver = op.get_bind().connection.driver_connection
    for script in SCRIPTS:
        driver.execute((Path(__file__).parent.parent / script).read_text())


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
