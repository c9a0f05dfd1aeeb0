"""The command `bihuan`. Groups live in webapp/commands, one file each, and are imported when they are used."""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.util import find_spec

import click

COMMANDS = {
    "setup": "webapp.commands.running:setup",
    "serve": "webapp.commands.running:serve",
    "worker": "webapp.commands.running:worker",
    "run": "webapp.commands.running:run",
    "settings": "webapp.commands.running:settings",
    "cases": "webapp.commands.cases:cases",
    "rebuild": "webapp.commands.cases:rebuild",
    "seal": "webapp.commands.audit:seal",
    "verify": "webapp.commands.audit:verify",
    "prove": "webapp.commands.audit:prove",
    "users": "webapp.commands.users:users",
    "processes": "webapp.commands.processes:processes",
    "feel": "webapp.commands.feel:feel",
    "dmn": "webapp.commands.dmn:dmn",
    "calendar": "webapp.commands.calendar:calendar",
    "policy": "webapp.commands.policy:policy",
    "areas": "webapp.commands.areas:areas",
    "demo": "webapp.commands.demo:demo",
    "import": "webapp.commands.importing:import_",
    "log": "webapp.commands.eventlogs:log",
    "foreign-logs": "webapp.commands.foreignlogs:foreign",
    "simulate": "webapp.commands.simulate:simulate",
    "bench": "webapp.commands.bench:bench",
}
"""Name -> module:object. The only list of commands; a test imports each."""


class Lazy(click.Group):
    """Imports a command when it is called, so that `bihuan --help` and small commands stay quick."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for name, place in COMMANDS.items() if find_spec(place.partition(":")[0])]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        return getattr(import_module(module), attribute)  # type: ignore[no-any-return]


@click.command(cls=Lazy)
@click.version_option(package_name="bihuan")
def main() -> None:
    """Bihuan: cases that close the loop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
