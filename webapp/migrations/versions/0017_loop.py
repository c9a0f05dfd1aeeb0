"""What the loop keeps beside the case."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """A card can be withdrawn: the entry that does so names the one it takes back."""
    op.add_column("card", sa.Column("reverses", sa.BigInteger(), nullable=True))
