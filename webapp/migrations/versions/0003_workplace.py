"""What a handler keeps in the inbox: saved views, unread marks, watched cases; an index for each filter of the lists."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

OPEN = sa.text("state = 'open'")
NOT_ENDED = "ended_at IS NULL"
"""Says the same. A query through the index of a filter says it this way, and cannot be planned through the index of a whole list,
which would be read to its end for a value that hardly any row has."""
FILTERS = ("category", "place", "channel", "phase", "urgency")


def upgrade() -> None:
    _columns()
    _indexes()
    _own_things()


def _columns() -> None:
    op.add_column("case", sa.Column("flags", sa.Integer(), server_default="0", nullable=False))
    op.add_column("work_item", sa.Column("flags", sa.Integer(), server_default="0", nullable=False))
    op.add_column("work_item", sa.Column("channel", sa.Text(), nullable=True))
    op.add_column("work_item", sa.Column("place", sa.Text(), nullable=True))
    op.add_column("work_item", sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    op.execute('UPDATE work_item w SET channel = c.channel, place = c.place FROM "case" c WHERE c.id = w.case_id')


def _indexes() -> None:
    op.drop_index("work_item_open_of_unit", "work_item")
    op.create_index("work_item_of_unit", "work_item", ["unit", "due_at", "case_id", "task"], postgresql_where=OPEN)
    op.create_index("work_item_newest", "work_item", ["unit", "created_at", "case_id", "task"], postgresql_where=OPEN)
    for column in FILTERS:
        op.create_index(
            f"work_item_by_{column}", "work_item", ["unit", column, "due_at", "case_id", "task"],
            postgresql_where=sa.text(NOT_ENDED),
        )  # fmt: skip
    op.create_index(
        "work_item_flagged", "work_item", ["unit", "flags", "due_at", "case_id", "task"],
        postgresql_where=sa.text(f"{NOT_ENDED} AND flags <> 0"),
    )  # fmt: skip


def _own_things() -> None:
    op.create_table(
        "watch",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "case_id"),
    )
    op.create_index("watch_of_case", "watch", ["case_id"])
    op.create_table(
        "case_seen",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "case_id"),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("saved_view_of_owner", "saved_view", ["owner_id"])
    op.create_index("saved_view_of_unit", "saved_view", ["unit"], postgresql_where=sa.text("unit IS NOT NULL"))
    op.create_table(
        "inbox_setting",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("after_sending", sa.Text(), nullable=False),
        sa.Column("density", sa.Text(), nullable=False),
        sa.Column("view_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("user_id"),
    )
