"""A database of its own for a measurement: the demo city in it, dropped afterwards, on the server the settings name."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql
from psycopg.conninfo import make_conninfo

from webapp import demo
from webapp.attach import attach
from webapp.casework import definitions
from webapp.config import Config
from webapp.database import connections, schema
from webapp.database.connections import Connection, Database

CASE_TABLES = ('"case"', "case_event", "work_item", "clock", "clock_event", "due_timer", "incident", "clearance_entry", "command")


@contextmanager
def demo_database(config: Config) -> Iterator[Database]:
    """Attach this process to a fresh database with the demo city; attach it to `config` again at the end."""
    home = attach(config)
    name = f"bench_{uuid.uuid4().hex[:12]}"
    url = make_conninfo(home.url, dbname=name)
    bench = connections.use(Database(url, home.server))
    try:
        schema.prepare(bench)
        demo.ensure()
        with connections.take() as connection:
            definitions.seed(connection, config.processes_dir)
        yield bench
    finally:
        attach(config)
        maintenance = Database(make_conninfo(home.url, dbname="postgres"), home.server)
        with maintenance.connect(autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def shadow_tables(connection: Connection) -> None:
    """The tables of a step again, with all their indexes, in the schema `bare`: for the bare transaction."""
    connection.execute("CREATE SCHEMA bare")
    for table in CASE_TABLES:
        connection.execute(f"CREATE TABLE bare.{table} (LIKE {table} INCLUDING ALL)")
