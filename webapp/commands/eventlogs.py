"""bihuan log: the history as an event log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from tqdm import tqdm

from webapp.audit import log as audit
from webapp.city_time import CITY_TIME
from webapp.commands.opening import opened
from webapp.config import Config
from webapp.database import connections
from webapp.eventlogs import formats
from webapp.eventlogs.objects import links_between
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import LoggedCase, Reader, Selection
from webapp.i18n import LOCALES

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(formats.FORMATS), default="xes", show_default=True)
@click.option("--process", help="Only cases of this process, e.g. complaint.")
@click.option("--since", type=DAY, help="Only cases registered on this day or later.")
@click.option("--until", type=DAY, help="Only cases registered before this day.")
@click.option("--language", type=click.Choice(LOCALES), default=LOCALES[0], show_default=True, help="Of the activities' names.")
def log(target: Path, form: str, process: str | None, since: datetime | None, until: datetime | None, language: str) -> None:
    """Write the history to TARGET for a mining tool. People appear under pseudonyms, restricted cases not at all."""
    opened()
    if target.exists():
        raise click.ClickException(f"{target} is there already; choose another name")
    selection = Selection(process=process, since=_local(since), until=_local(until))
    with connections.take() as connection:
        reader = Reader(connection, Pseudonyms(Config.from_environment().master_key), language)
        links = links_between(connection, selection) if form in formats.OBJECT_CENTRIC else {}
        counted = formats.write(target, form, _shown(reader.cases(selection)), links)
        asked = {"process": process, "since": since and f"{since:%Y-%m-%d}", "until": until and f"{until:%Y-%m-%d}"}
        about = {"what": "event log", "format": form, "rows": counted.events, "asked": asked}
        audit.record(connection, "exported", "system", about)
    click.echo(f"{target}: {counted}")


def _shown(cases: Iterator[LoggedCase]) -> Iterator[LoggedCase]:
    return iter(tqdm(cases, unit=" cases", disable=not sys.stderr.isatty()))


def _local(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=CITY_TIME) if day else None
