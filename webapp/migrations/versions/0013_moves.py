"""Running cases moved to another version."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    pass
