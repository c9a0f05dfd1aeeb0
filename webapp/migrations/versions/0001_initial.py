"""Tables of the first release, append-only history, revisions, and the job queue."""

from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

from webapp.models import db

revision = "0001"
down_revision = None


def upgrade() -> None:
    db.metadata.create_all(op.get_bind())
    driver = op.get_bind().connection.driver_connection
    for script in ("triggers.sql", "search.sql", "disclosure.sql"):
        driver.execute((Path(__file__).parent.parent / script).read_text())
    driver.execute(SchemaManager.get_schema())
