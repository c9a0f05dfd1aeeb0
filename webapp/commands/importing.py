"""bihuan import FILE --source NAME."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm

from webapp import demo
from webapp.commands.opening import deploy_shipped, opened
from webapp.config import Config
from webapp.importing import mapping, sheets, survey
from webapp.importing.organisation import NO_PASSWORD, top_unit
from webapp.importing.run import NoOrganisation, Summary, import_file
from webapp.passwords import hashed

REFUSED = (mapping.BadMapping, sheets.NotATable, survey.ColumnsMissing, NoOrganisation)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, metavar="NAME", help=f"Where it comes from: {', '.join(mapping.known_sources())}.")
@click.option("--under", metavar="CODE", help="Unit below which imported places hang. Default: the top unit.")
def import_(file: Path, source: str, under: str | None) -> None:
    """Take over requests of another system from a CSV or XLSX file. Doing it again imports nothing twice.

    Each row becomes a case, opened at the moment the request was received. Rows that do not are listed with the reason in a CSV
    under imports/ in the data folder."""
    config = Config.from_environment()
    opened(config)
    deploy_shipped(config)
    if top_unit() is None and not under:
        demo.ensure()
        click.echo("There was no organisation yet: built the demo city.", err=True)
    with tqdm(unit=" rows", disable=not sys.stderr.isatty(), leave=False) as bar:

        def progress(done: int, rows: int) -> None:
            bar.total = rows
            bar.update(done - bar.n)

        try:
            summary = import_file(
                file, source, reports=config.data_dir / "imports", under=under, password_hash=_password_hash(), progress=progress
            )
        except REFUSED as refusal:
            raise click.ClickException(str(refusal)) from None
    _tell(summary)


def _password_hash() -> str:
    """In the demo city imported posts can be tried like all others; elsewhere an administrator sets passwords first."""
    return hashed(demo.PASSWORD) if demo.present() else NO_PASSWORD


def _tell(summary: Summary) -> None:
    click.echo(f"rows={summary.rows} units={summary.units} categories={summary.categories}")
    if summary.report:
        click.echo(f"report={summary.report}")
    click.echo(f"imported={summary.imported} duplicate={summary.duplicate} rejected={summary.rejected}")
