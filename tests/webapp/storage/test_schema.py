"""The migrated database is what the models say, and history cannot be rewritten in it."""

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from webapp.database import schema
from webapp.database.connections import Connection, Database
from webapp.models import db


def test_migrations_and_models_agree(database: Database) -> None:
    engine = create_engine("postgresql+psycopg://", creator=database.connect, poolclass=NullPool)
    with engine.connect() as connection:
        assert schema.is_current(connection)
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: not (kind == "table" and (name or "").startswith("procrastinate_"))},
        )
        assert compare_metadata(context, db.metadata) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    schema.prepare(database)


@pytest.mark.parametrize("statement", ["UPDATE case_event SET actor = 'user:9'", "DELETE FROM case_event"])
def test_an_event_is_never_changed_or_deleted(connection: Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(statement)


def test_a_change_of_configuration_raises_its_revision(connection: Connection) -> None:
    def revisions() -> dict[str, int]:
        return dict(connection.execute("SELECT name, number FROM revision").fetchall())  # type: ignore[arg-type]

    before = revisions()
    connection.execute(
        """INSERT INTO org_unit (code, path, tier, kind, name, sort_key, active)
           VALUES ('c', '/c/', 'city', 'territory', '市', 'c', true)"""
    )
    assert {name for name, number in revisions().items() if number != before[name]} == {"directory"}
