"""`bihuan dmn`: ask a decision model, or run the compatibility kit."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from engine import now
from engine.dmn import DmnError, Model, Result, load, tck
from engine.feel import FeelError, plain
from engine.feel.text import written

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class FileOrCommand(click.Group):
    """`bihuan dmn FILE ...` asks the model in the file; other first words are commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["ask", *args]
        return super().parse_args(ctx, args)


@click.group(cls=FileOrCommand)
def dmn() -> None:
    """Ask a decision model (bihuan dmn FILE --decision NAME --input FILE), or run the compatibility kit."""


@dmn.command(hidden=True)
@click.argument("file", type=FILE)
@click.option("--decision", help="Id or name; may be left out when the model has only one.")
@click.option("--input", "given", type=FILE, help="JSON file with the input data by name.")
@click.option("--import", "imports", type=FILE, multiple=True, help="A model that this one imports.")
@click.option("--explain", is_flag=True, help="Print also why: inputs, rules that matched, outputs, version of the model.")
def ask(file: Path, decision: str | None, given: Path | None, imports: tuple[Path, ...], explain: bool) -> None:
    """Print the value of a decision as JSON."""
    context = {} if given is None else json.loads(given.read_text(encoding="utf-8"))
    try:
        model = load(file.read_bytes(), imports=[path.read_bytes() for path in imports])
        result = model.evaluate(decision or _only(model), context, now=now.now())
    except (DmnError, FeelError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(_json(result.value))
    if explain:
        _explain(model, result)


def _only(model: Model) -> str:
    if len(model.decisions) != 1:
        raise click.UsageError("Choose with --decision: " + ", ".join(model.decisions.values()))
    return next(iter(model.decisions))


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


def _explain(model: Model, result: Result) -> None:
    click.echo(f"model {model.name} version {result.trace.version[:12]}")
    for table in result.trace.tables:
        click.echo(f"table {table.table} of decision {table.decision}")
        for source, value in table.inputs.items():
            click.echo(f"  {source} = {written(value)}")
        click.echo(f"  rules: {', '.join(table.rules) or 'none'}")
        click.echo(f"  gives: {written(table.output)}" + "".join(f" ({problem})" for problem in table.problems))
    for taken in result.trace.decisions:
        click.echo(f"decision {taken.name} = {written(taken.output)}")
    for code, element in result.trace.problems:
        click.echo(f"problem {code} at {element}")


@dmn.command("tck")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def tck_(folder: Path) -> None:
    """Run the test cases of a folder that holds compliance-level-N folders. Exit 1 when any fails."""
    checks = list(tck.run(folder))
    for level in sorted({check.level for check in checks}):
        own = [check for check in checks if check.level == level]
        valued = [check for check in own if not check.expects_null]
        passed, total = sum(c.passed for c in own), len(own)
        click.echo(f"level {level}: {passed}/{total}, non-null {sum(c.passed for c in valued)}/{len(valued)}")
    failed = [check for check in checks if not check.passed]
    for check in failed:
        click.echo(f"{check.id}: {check.reason}")
    sys.exit(1 if failed else 0)
