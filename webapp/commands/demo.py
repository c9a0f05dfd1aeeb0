"""bihuan demo."""

from __future__ import annotations

import click

from webapp import demo as city
from webapp.commands.opening import deploy_shipped, opened
from webapp.config import Config
from webapp.demo.life import populate


@click.command()
@click.option("--requests/--no-requests", default=True, show_default=True, help="Also file some invented requests.")
def demo(requests: bool) -> None:
    """Bring in the demo city: units, people, categories, and some requests on their way. Doing it again changes nothing."""
    config = Config.from_environment()
    opened(config)
    deploy_shipped(config)
    click.echo("demo city: built" if city.ensure() else "demo city: was there")
    if requests:
        click.echo(f"invented requests: {populate()}")
    click.echo(f"\nThe password of everybody is {city.PASSWORD}\n")
    for who in city.sign_ins():
        click.echo(f"  {who.login:<16} {who.title} / {who.title_en} - {who.unit_name}")
