"""The deploy gate: what a process folder holds either runs right or is refused here, in words for people who draw."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from engine.lint.finding import Finding, Severity, locate
from engine.lint.folder import read
from engine.lint.rules import RULES

MOST_OF_A_RULE = 500
"""Findings of one rule in one folder; whoever has more begins with the first ones anyway."""

__all__ = ["Finding", "Severity", "check"]


def check(
    files: Mapping[str, bytes], *, roles: frozenset[str] | None = None, job_types: frozenset[str] | None = None
) -> list[Finding]:
    """Findings for a process folder, by file and line; empty: deploy it. `files`: content by path inside the folder
    ("process.bpmn", "forms/triage.json"). `roles`, `job_types`: what this installation knows; None: anything goes.
    Never raises, whatever the files hold."""
    folder = read(files, roles, job_types)
    findings = list(folder.unreadable)
    ids = {diagram.file: diagram.ids for diagram in folder.diagrams}
    for name, rule in RULES.items():
        findings.extend(
            locate(name, rule.severity, found, ids.get(found.at.file, {})) for found in islice(rule.check(folder), MOST_OF_A_RULE)
        )
    return sorted(findings, key=lambda f: (f.file, f.line or 0, f.severity))
