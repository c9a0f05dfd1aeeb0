"""The taxonomy, too, says when it changed: lists of choices are made once for each state."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute(
        """CREATE TRIGGER category_revised AFTER INSERT OR UPDATE OR DELETE ON category
           FOR EACH STATEMENT EXECUTE FUNCTION raise_revision('directory')"""
    )
