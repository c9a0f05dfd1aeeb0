"""What one click repairs: the names of the fixes by rule, the usual one first (`fixes.json`, which the browser reads as well).
What a fix does to the drawing is written in webapp/assets/scripts/lint/fixes, as steps of the editor that can be undone; its
label is in `texts/<locale>.json`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from engine.lint.finding import Finding


@cache
def table() -> dict[str, tuple[str, ...]]:
    """Rule -> names of its fixes."""
    found = json.loads((Path(__file__).parent / "fixes.json").read_text(encoding="utf-8"))
    return {rule: tuple(names) for rule, names in found.items()}


def fixes(finding: Finding) -> tuple[str, ...]:
    """Names of the fixes for this finding; empty when only a person can decide."""
    return table().get(finding.rule, ()) if finding.element else ()
