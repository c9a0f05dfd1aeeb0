"""What the deploy gate would say of a draft as it stands on somebody's screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from engine.lint import Finding, catalogue
from engine.lint.fixes import fixes
from webapp.studio.drafts import Draft
from webapp.studio.looking import look
from webapp.studio.paths import SCENARIOS, checked

MOST = 300
"""Findings that are told; whoever has more begins anyway with the first ones."""


def of(draft: Draft, changed: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """The findings of the draft with the texts `changed` (path -> text) in place of what is saved. Errors: those of
    webapp.studio.paths.checked, when these would not be kept either; those of webapp.studio.looking.look."""
    files = {**draft.files, **(changed or {})}
    checked(files)
    return _checked(frozenset((path, text) for path, text in files.items() if path != SCENARIOS))


@lru_cache(maxsize=16)
def _checked(files: frozenset[tuple[str, str]]) -> tuple[Finding, ...]:
    """Kept by content: the tab, the review and the release look at what was just looked at."""
    return look(dict(files))


def told(findings: Iterable[Finding], locale: str) -> list[dict[str, Any]]:
    """The first MOST, errors before warnings, as JSON:
    {rule, severity, file, element, name, line, where, reason, remedy, message, lesson, fixes: [names], facts}."""
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "file": finding.file,
            "element": finding.element,
            "name": finding.name,
            "line": finding.line,
            "where": catalogue.where(finding, locale),
            "reason": catalogue.reason(finding, locale),
            "remedy": catalogue.remedy(finding, locale),
            "message": finding.message(locale),
            "lesson": catalogue.lesson(finding.rule, locale),
            "fixes": list(fixes(finding)),
            "facts": {key: value for key, value in finding.facts.items() if isinstance(value, str | int)},
        }
        for finding in sorted(findings, key=lambda finding: finding.severity)[:MOST]
    ]
