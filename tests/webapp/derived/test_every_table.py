"""Every table is either made from something else and checked, or a place of truth of its own: none is forgotten."""

from __future__ import annotations

import inspect

from webapp.casework.rebuild import TABLES
from webapp.database.connections import Connection
from webapp.derived import figures, tables
from webapp.derived.single import RELATIONS
from webapp.models import db

IN_DATABASE = """
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT LIKE 'procrastinate%' AND tablename <> 'alembic_version'
"""


def test_every_table_of_the_models_says_where_it_comes_from() -> None:
    assert set(db.metadata.tables) == set(tables.MADE) | set(tables.OWN)
    assert not set(tables.MADE) & set(tables.OWN)


def test_every_table_of_the_database_says_where_it_comes_from(connection: Connection) -> None:
    assert {str(row[0]) for row in connection.execute(IN_DATABASE).fetchall()} == set(tables.MADE) | set(tables.OWN)


def test_everything_that_is_made_is_compared() -> None:
    compared = {*TABLES, *figures.KEYS, *(relation.table for relation in RELATIONS)}
    assert compared | {"figure_sum"} == set(tables.MADE)
    assert "figure_sum" in inspect.getsource(figures.check_sums)
