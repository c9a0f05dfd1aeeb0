"""The organisation at any past day; units with successors, links for new passwords, planned positions, tokens last used."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("org_unit", sa.Column("successor", sa.Text(), nullable=True))
    op.add_column("policy", sa.Column("entered_by", sa.Text(), nullable=True))
    op.add_column("api_token", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_token", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    _password_links()
    _plans()
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
        sa.Column("successor", sa.Text(), nullable=True),
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


def _password_links() -> None:
    op.create_table(
        "password_link",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )


def _plans() -> None:
    op.create_table(
        "position_plan",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("planned_by", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("position_plan_due", "position_plan", ["due_at"], postgresql_where=sa.text("settled_at IS NULL"))


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
