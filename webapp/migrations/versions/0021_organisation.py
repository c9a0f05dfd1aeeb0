"""The organisation at any past day."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    _history(
        "org_unit_history",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    _history(
        "position_history",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
    )
    _history(
        "user_history",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    is_open = sa.text("ends_at IS NULL")
    op.create_index("org_unit_history_open", "org_unit_history", ["code"], unique=True, postgresql_where=is_open)
    op.create_index("org_unit_history_of", "org_unit_history", ["code", "begins_at"])
    seat = ["user_id", "unit", "role"]
    op.create_index("position_history_open", "position_history", seat, unique=True, postgresql_where=is_open)
    op.create_index("position_history_of_unit", "position_history", ["unit", "role"])
    op.create_index("user_history_open", "user_history", ["user_id"], unique=True, postgresql_where=is_open)
    op.create_index("user_history_of", "user_history", ["user_id", "begins_at"])
    op.get_bind().connection.driver_connection.execute((Path(__file__).parent.parent / "organisation.sql").read_text())


def _history(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        *columns,
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_by", sa.Text(), nullable=True),
        sa.Column("begun_because", sa.Text(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
