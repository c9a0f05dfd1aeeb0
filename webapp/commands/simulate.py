"""bihuan simulate."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta

import click
from tqdm import tqdm

from engine.now import now
from webapp import demo
from webapp.commands.opening import deploy_shipped, opened
from webapp.config import Config
from webapp.demo.requests import invent
from webapp.importing.organisation import top_unit
from webapp.importing.requests import Request
from webapp.simulation.figures import Figures
from webapp.simulation.simulate import Result
from webapp.simulation.simulate import simulate as drive

SPREAD_DAYS = 30
"""Over how many days invented requests arrive, unless --days says otherwise."""


@click.command()
@click.option("--cases", "count", type=click.IntRange(min=0), default=0, help="Also file this many invented requests.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same people and the same history.")
@click.option("--days", type=click.IntRange(min=1), help="Stop after so many virtual days instead of when every case is closed.")
@click.option("--until-closed", is_flag=True, help="Go on until every case is closed, whatever --days says.")
@click.option("--only-new", is_flag=True, help="Leave the cases that are open now alone.")
def simulate(count: int, seed: int, days: int | None, until_closed: bool, only_new: bool) -> None:
    """Let invented people work on the open cases, on a virtual clock, and tell what happened."""
    config = Config.from_environment()
    opened(config)
    deploy_shipped(config)
    if top_unit() is None:
        demo.ensure()
        click.echo("There was no organisation yet: built the demo city.", err=True)
    begin = now() - timedelta(days=days or SPREAD_DAYS)
    requests = _requests(count, seed, begin)
    started = time.monotonic()
    with tqdm(unit=" closed", disable=not sys.stderr.isatty(), leave=False) as bar:
        result = drive(
            seed=seed, requests=requests, include_open=not only_new, days=None if until_closed else days,
            closed=lambda case: bar.update(case.process == "complaint") or None,
        )  # fmt: skip
    _tell(result, time.monotonic() - started)
    if result.figures.open_left and (until_closed or not days):
        sys.exit(1)


def _requests(count: int, seed: int, begin: datetime) -> list[Request]:
    """Their ids carry the moment of this run, so that a second run files new ones."""
    if not count:
        return []
    return invent(count, seed=seed, since=begin, until=now(), source=f"simulation {now():%Y%m%d%H%M%S}")


def _tell(result: Result, seconds: float) -> None:
    figures = result.figures
    click.echo(f"opened={figures.opened} closed={figures.closed} open={figures.open_left} incidents={figures.incidents}")
    _tell_outcomes(figures)
    click.echo(f"on_time={figures.on_time} late={figures.late} on_clearance_lists={figures.listed}")
    click.echo(f"reopened={figures.reopened} returned={figures.returned}")
    median = "-" if figures.working_days is None else f"{figures.working_days:.2f}"
    click.echo(f"median_working_days={median}")
    click.echo(f"supervision={figures.supervision}")
    for outcome, number in figures.supervision_outcomes.items():
        click.echo(f"  {outcome:<28}{number:>7}")
    click.echo(f"executions={result.executions} seconds={seconds:.1f}")
    if result.refused:
        click.echo(f"refused={len(result.refused)}, first: {result.refused[0]}", err=True)


def _tell_outcomes(figures: Figures) -> None:
    for outcome, number in figures.outcomes.items():
        click.echo(f"  {outcome:<28}{number:>7}")
