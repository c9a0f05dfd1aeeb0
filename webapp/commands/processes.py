"""bihuan processes check: what the deploy gate would say, before anything is deployed. Needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from engine.library import files_of
from engine.lint import Finding, check
from webapp.casework.reading import READERS
from webapp.config import Config
from webapp.service_tasks import SERVICE_TASKS

COLOURS = {"error": "red", "warning": "yellow"}
WORDS = {
    "zh_CN": {"error": "错误", "warning": "提醒", "fine": "没有问题", "none": "{folder} 里没有流程文件夹。"},
    "en": {"error": "error", "warning": "warning", "fine": "fine", "none": "There is no process folder in {folder}."},
}


@click.group()
def processes() -> None:
    """Look after process folders."""


@processes.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--locale", type=click.Choice(sorted(WORDS)), default="zh_CN", show_default=True, help="Language of the findings.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of text.")
def check_command(folder: Path | None, locale: str, as_json: bool) -> None:
    """Check FOLDER, a process folder or a folder of them (default: all that are shipped). Exit 1 when one is refused."""
    root = folder or Config.from_environment().processes_dir
    found = {place.name: findings_of(place) for place in process_folders(root)}
    if not found:
        raise click.ClickException(WORDS[locale]["none"].format(folder=root))
    if as_json:
        click.echo(json.dumps({name: [row(f, locale) for f in findings] for name, findings in found.items()}, ensure_ascii=False))
    else:
        for name, findings in found.items():
            _print(name, findings, locale)
    sys.exit(any(f.severity == "error" for findings in found.values() for f in findings))


def process_folders(root: Path) -> list[Path]:
    """The folder itself when it holds a process, else those of its subfolders that do."""
    if _holds_process(root):
        return [root]
    return [place for place in sorted(root.iterdir()) if place.is_dir() and _holds_process(place)]


def findings_of(folder: Path) -> list[Finding]:
    """What the gate says with the roles and service tasks of this installation."""
    return check(files_of(folder), roles=READERS, job_types=frozenset(SERVICE_TASKS))


def row(finding: Finding, locale: str) -> dict[str, object]:
    """A finding for programs."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "element": finding.element,
        "message": finding.message(locale),
    }


def _holds_process(folder: Path) -> bool:
    return (folder / "manifest.json").exists() or any(folder.glob("*.bpmn"))


def _print(name: str, findings: list[Finding], locale: str) -> None:
    words = WORDS[locale]
    if not findings:
        click.echo(f"{name}: {words['fine']}")
    for finding in findings:
        line = "" if finding.line is None else f":{finding.line}"
        severity = click.style(words[finding.severity], fg=COLOURS[finding.severity])
        click.echo(f"{name}/{finding.file}{line}: {severity}: {finding.message(locale)} [{finding.rule}]")
