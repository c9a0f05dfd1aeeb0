"""`bihuan policy`: the numbers that differ between cities."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

import click

from engine.calendar import SHANGHAI
from engine.definition import Definition
from engine.errors import Rejection
from engine.now import now
from webapp.casework import definitions
from webapp.commands.opening import opened
from webapp.database.connections import Connection
from webapp.policies import enact, standing

DATE = click.DateTime(["%Y-%m-%d"])


@click.group()
def policy() -> None:
    """Limits, counts and shares that a city decides for itself."""


@policy.command()
@click.argument("process")
@click.option("--on", type=DATE, help="As of the end of this day; today by default.")
def show(process: str, on: datetime | None) -> None:
    """What is in force in PROCESS, and by whose decision."""
    moment = datetime.combine(on, time.max, SHANGHAI) if on else now()
    with opened().take() as connection:
        for row in standing(connection, _definition(connection, process), moment):
            origin = "operator" if row.own else "process"
            click.echo(f"{row.name:<28} {_spell(row.value):<10} {row.effective_from}  {origin:<8}  {row.basis}".rstrip())


@policy.command("set")
@click.argument("process")
@click.argument("name")
@click.argument("value")
@click.option("--from", "since", type=DATE, required=True, help="First day it counts.")
@click.option("--because", required=True, help="Law, plan or decision behind it.")
def set_(process: str, name: str, value: str, since: datetime, because: str) -> None:
    """Decide that NAME is VALUE from a day on. Earlier values stay on record; running clocks keep their limits."""
    with opened().take() as connection:
        try:
            enact(connection, _definition(connection, process), name, _read(value), effective_from=since.date(), basis=because)
        except Rejection as refused:
            facts = ", ".join(f"{key}: {fact}" for key, fact in refused.facts.items())
            raise click.ClickException(f"{refused.__doc__} {facts}") from refused
    click.echo(f"{process}: {name} is {value} from {since:%Y-%m-%d}")


def _definition(connection: Connection, process: str) -> Definition:
    library = definitions.library(connection)
    if process not in library.keys():  # noqa: SIM118 - a Library is no dict
        raise click.ClickException(f"there is no process {process!r}; known: {', '.join(library.keys())}")
    return library.newest(process)


def _read(text: str) -> Any:
    """JSON where it is JSON (3, true, ["a"]), else text (5wd)."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _spell(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
