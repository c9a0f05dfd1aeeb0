"""How a command gets at the database."""

from __future__ import annotations

from webapp.attach import attach
from webapp.casework import definitions
from webapp.config import Config
from webapp.database import connections, schema
from webapp.database.connections import Database


def opened(config: Config | None = None) -> Database:
    """Attach this process and bring the schema up to date. Starts the embedded server when it is not running."""
    database = attach(config or Config.from_environment())
    schema.prepare(database)
    return database


def deploy_shipped(config: Config) -> list[str]:
    """Deploy the process folders whose content is new; their ids."""
    with connections.take() as connection:
        return definitions.seed(connection, config.processes_dir)
