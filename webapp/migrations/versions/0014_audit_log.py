"""What was read, decided and changed outside cases, under seals."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    pass
