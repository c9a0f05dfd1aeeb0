"""bihuan setup, serve, worker, run, settings."""

from __future__ import annotations

import dataclasses
import os
import socket
import sys
from pathlib import Path

import click

from webapp.commands.opening import deploy_shipped, opened
from webapp.commands.supervision import Supervisor
from webapp.config import Config
from webapp.database import connections
from webapp.retention import disposing

SECRETS = ("master_key", "secret_key", "seal_key", "smtp", "sms_webhook", "wecom_webhook")


@click.command()
@click.option("--demo", is_flag=True, help="Also bring in the demo city.")
def setup(demo: bool) -> None:
    """Prepare the database: schema, processes, and the demo city when asked."""
    config = Config.from_environment()
    prepare(config, demo=demo)


@click.command()
def serve() -> None:
    """Serve the pages and the API (production server), until interrupted."""
    config = Config.from_environment()
    opened(config)
    dispose_again()
    os.execv(sys.executable, web_command(config))


@click.command()
def worker() -> None:
    """Fire timers and run jobs, until interrupted. Start as many as you like."""
    from webapp.workers import loop

    loop.run(opened())


@click.command()
@click.option("--demo/--no-demo", default=True, show_default=True, help="Bring in the demo city.")
def run(demo: bool) -> None:
    """Everything at once: database, web and worker, with the demo city."""
    config = Config.from_environment()
    _demand_free_port(config)
    prepare(config, demo=demo)
    Supervisor({"web": web_command(config), "worker": [sys.executable, "-m", "webapp", "worker"]}).run(
        ready=lambda: _tell(config, demo=demo)
    )


@click.command()
def settings() -> None:
    """List every setting with its value and its meaning."""
    config = Config.from_environment()
    for field in dataclasses.fields(config):
        value = "(secret)" if field.name in SECRETS else getattr(config, field.name)
        click.echo(f"BIHUAN_{field.name.upper()} = {value}")


def prepare(config: Config, *, demo: bool) -> None:
    """Schema, processes, demo city. Doing it again changes nothing."""
    opened(config)
    dispose_again()
    if demo:
        from webapp import demo as city

        if city.ensure():
            click.echo("demo city: built")
    for identity in deploy_shipped(config):
        click.echo(f"deployed {identity}")
    if demo:
        from webapp.demo.life import populate

        if filed := populate():
            click.echo(f"invented requests: {filed}, a month of the city's work on them")


def dispose_again() -> None:
    """What a restored backup brought back goes before anybody is served, whichever way the program is started."""
    with connections.take() as connection:
        if back := sum(disposing.again(connection).values()):
            click.echo(f"disposed of once more, because a backup had brought it back: {back}")


def web_command(config: Config) -> list[str]:
    """gunicorn with threads: pages wait for the database, not for the processor."""
    beat = "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp"
    return [
        sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", str(config.web_processes),
        "--threads", str(config.web_threads), "--bind", f"{config.host}:{config.port}", "--worker-tmp-dir", beat,
        "--graceful-timeout", "20", "--log-level", "warning", "--config", "python:webapp.serving", "webapp:create_app()",
    ]  # fmt: skip


def _demand_free_port(config: Config) -> None:
    """Before anything starts: somebody who runs the program twice wants to hear it at once."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as taken:
            raise click.ClickException(
                f"{config.host}:{config.port} is in use, perhaps by another Bihuan. Stop that, or choose another port: "
                f"BIHUAN_PORT={config.port + 1} make run"
            ) from taken


def _tell(config: Config, *, demo: bool) -> None:
    click.echo(f"\nBihuan runs at http://{config.host}:{config.port}  (Ctrl-C stops it)")
    if demo:
        from webapp import demo as city

        click.echo(f"\nSign in as one of these; the password is always {city.PASSWORD}\n")
        for who in city.sign_ins():
            click.echo(f"  {who.login:<16} {who.title} / {who.title_en} - {who.unit_name}")
    sys.stdout.flush()
