"""bihuan logs: histories of other systems."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from webapp.commands.opening import opened
from webapp.database import connections
from webapp.foreignlogs import logs, mapping
from webapp.foreignlogs.bounds import Unusable


@click.group()
def foreign() -> None:
    """Histories of other systems (XES, CSV), read only, for mining."""


@foreign.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="What the log is called; the name of the file if not given.")
@click.option(
    "--column", "said", multiple=True, metavar="MEANING=NAME",
    help="Which column means what, where the guess is wrong: " + ", ".join(mapping.NAMES) + ".",
)  # fmt: skip
@click.option("--keep", multiple=True, metavar="NAME", help="Another column to keep; may be repeated.")
@click.option("--named", is_flag=True, help="Keep the names of people; otherwise signs stand for them.")
def import_(file: Path, name: str, said: tuple[str, ...], keep: tuple[str, ...], named: bool) -> None:
    """Read FILE, here and now."""
    opened()
    changed = dict(one.partition("=")[::2] for one in said)
    if unknown := set(changed) - set(mapping.NAMES):
        raise click.ClickException(f"no such meaning: {', '.join(sorted(unknown))}")
    try:
        with connections.take() as connection, file.open("rb") as stream:
            log = logs.add(connection, stream, file.name, None, name)
            guessed = mapping.from_json(_row(log, "mapping")[0])
            logs.begin(connection, log, replace(guessed, **changed, keep=keep or guessed.keep, named=named))
            logs.read(connection, log)
    except Unusable as unusable:
        raise click.ClickException(f"{file}: {unusable}") from unusable
    state, trouble, cases, events, activities, resources, report = _row(
        log, "state, trouble, cases, events, activities, resources, report"
    )
    if state != "ready":
        raise click.ClickException(f"{file}: {trouble}")
    click.echo(
        f"log {log}: cases={cases} events={events} activities={activities} resources={resources} rejected={report['rejected']}"
    )


@foreign.command("list")
def list_() -> None:
    """All imported logs."""
    opened()
    with connections.take() as connection:
        for row in connection.execute("SELECT id, name, state, cases, events FROM foreign_log ORDER BY id"):
            click.echo("{}\t{}\t{}\t{} cases\t{} events".format(*row))


@foreign.command("delete")
@click.argument("log", type=int)
def delete(log: int) -> None:
    """Take LOG away with all that was read from it."""
    opened()
    with connections.take() as connection:
        if not logs.delete(connection, log):
            raise click.ClickException(f"no log {log}")
    click.echo(f"log {log} deleted")


def _row(log: int, columns: str) -> Any:
    with connections.take() as connection:
        return connection.execute(f"SELECT {columns} FROM foreign_log WHERE id = %s", (log,)).fetchone()  # constant names
