"""Test runs, what-if runs and recorded scenarios."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    pass
