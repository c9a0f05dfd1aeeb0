"""Decision tables as dated policy."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    pass
