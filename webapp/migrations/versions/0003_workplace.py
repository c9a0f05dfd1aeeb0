"""What a handler keeps in the inbox: saved views, unread marks, watched cases."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
