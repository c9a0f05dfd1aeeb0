"""Each requester of one request has a query code of his own. The first one's stands with the case."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "requester_code",
        sa.Column("case_id", sa.BigInteger(), sa.ForeignKey("case.id"), primary_key=True),
        sa.Column("requester", sa.Integer(), primary_key=True),
        sa.Column("code", sa.Text(), nullable=False),
    )
