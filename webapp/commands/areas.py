"""bihuan areas: the outlines of territories on the map."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from webapp.boards import areas as outlines
from webapp.commands.opening import opened
from webapp.database import connections


@click.group()
def areas() -> None:
    """Outlines of territories for the map."""


@areas.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", default="code", show_default=True, help="Property of a feature that holds the code of the unit.")
def import_(file: Path, key: str) -> None:
    """Take outlines over from a GeoJSON FILE (polygons, longitude first). Again is harmless: the last one counts."""
    try:
        content = orjson.loads(file.read_bytes())
        features = content["features"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise click.ClickException(f"{file.name} is no GeoJSON FeatureCollection") from error
    opened()
    with connections.take() as connection, connection.transaction():
        found = outlines.bring(connection, features, key=key, source=file.name)
    for line in found.unusable:
        click.echo(f"unusable  {line}", err=True)
    for code in found.unknown:
        click.echo(f"unknown   {code or '(no ' + key + ')'}", err=True)
    click.echo(f"kept={found.kept} unknown={len(found.unknown)} unusable={len(found.unusable)}")
    if not found.kept:
        raise click.ClickException("nothing kept; is --key right?")
