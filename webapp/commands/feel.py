"""`bihuan feel`: try an expression, or see which functions there are."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from engine import now
from engine.feel import FeelError, compile, plain
from engine.feel.catalogue import functions
from engine.feel.text import written
from engine.feel.working import working_functions
from engine.holidays import standard_calendar

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("expression", required=False)
@click.option(
    "--context", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON file with the names it may use."
)
@click.option("--json", "as_json", is_flag=True, help="Print the value as JSON instead of FEEL.")
@click.option("--functions", "listed", is_flag=True, help="List all functions and end.")
def feel(expression: str | None, context: Path | None, as_json: bool, listed: bool) -> None:
    """Evaluate EXPRESSION and print its value; why parts of it became null is printed to standard error."""
    if listed:
        _list()
        return
    if expression is None:
        raise click.UsageError("Give an expression, or --functions.")
    try:
        read = compile(expression)
        value, notes = read.explain(_names(context), now=now.now())
        click.echo(json.dumps(plain(value), ensure_ascii=False) if as_json else written(value))
    except FeelError as error:
        click.echo(_pointed(expression, error), err=True)
        sys.exit(1)
    for sentence in dict.fromkeys(f"line {note.line}, column {note.column}: {note.sentence}" for note in (*read.doubts, *notes)):
        click.echo(sentence, err=True)


def _names(path: Path | None) -> dict[str, Any]:
    given = {} if path is None else json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(given, dict):
        raise click.BadParameter("The context file must hold a JSON object.")
    return {"working": working_functions(standard_calendar()), **given}


def _pointed(expression: str, error: FeelError) -> str:
    """The message, with a mark under the place it is about."""
    if error.line is None or error.column is None:
        return str(error)
    line = expression.split("\n")[error.line - 1]
    return f"{line}\n{' ' * (error.column - 1)}^\n{error}"


def _list() -> None:
    group = None
    for function in functions():
        if function.group != group:
            click.echo(f"\n{function.group}" if group else function.group)
            group = function.group
        for signature in function.signatures:
            click.echo(f"  {signature}")
        click.echo(f"      {function.doc}")
