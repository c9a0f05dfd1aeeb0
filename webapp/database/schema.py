"""The schema: create the database, bring it to the newest migration, tell whether it is there."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from webapp.database.connections import Database

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
UPGRADE_LOCK = 712_430_001
"""Advisory lock: of several processes that start at once, one migrates and the others wait for it."""


def prepare(database: Database) -> None:
    """Create the database when it is missing and migrate it. Harmless when it is up to date."""
    create_if_missing(database)
    engine = create_engine("postgresql+psycopg://", creator=database.connect, poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(%s)", (UPGRADE_LOCK,))
        if not is_current(connection):
            command.upgrade(_alembic(connection), "head")
        connection.commit()
        connection.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (UPGRADE_LOCK,))
        connection.commit()


def is_current(connection: Connection) -> bool:
    heads = ScriptDirectory.from_config(_alembic(connection)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def create_if_missing(database: Database) -> None:
    """A server of yours may refuse CREATE DATABASE; then the database must exist."""
    try:
        database.connect().close()
        return
    except psycopg.OperationalError as error:
        name = conninfo_to_dict(database.url)["dbname"]
        if f'database "{name}" does not exist' not in str(error):
            raise
    maintenance = Database(make_conninfo(database.url, dbname="postgres"), database.server)
    with maintenance.connect(autocommit=True) as connection, contextlib.suppress(psycopg.errors.DuplicateDatabase):
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(str(name))))


def _alembic(connection: Connection) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
