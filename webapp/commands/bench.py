"""bihuan bench."""

from __future__ import annotations

import sys

import click

from webapp.bench.run import RESULT, SUBJECTS, keep, line, run
from webapp.config import Config


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(SUBJECTS)), help="Measure just this; may be repeated.")
def bench(only: tuple[str, ...]) -> None:
    """Measure the budgets of the design; exit 1 when one is missed."""
    found = []
    for one in run(Config.from_environment(), only):
        found.append(one)
        click.echo(line(one))
    keep(found)
    click.echo(f"\nwritten to {RESULT}")
    if any(one.met is False for one in found):
        sys.exit(1)
