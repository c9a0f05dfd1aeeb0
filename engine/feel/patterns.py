"""Regular expressions, run by RE2: time grows with the text only, whatever the pattern."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import re2

from engine.feel.run import Run

OPTIONS = re2.Options()
OPTIONS.log_errors = False
OPTIONS.max_mem = 1 << 20


class Pattern:
    def __init__(self, compiled: Any) -> None:
        self.compiled = compiled

    def search(self, text: str, run: Run) -> bool:
        run.spend(1 + len(text) // 20)
        return self.compiled.search(text) is not None

    def replace(self, text: str, parts: list[str | int], run: Run) -> str:
        result: list[str] = []
        end = 0
        for found in self.compiled.finditer(text):
            run.spend(1)
            result.append(text[end : found.start()])
            for part in parts:
                result.append(part if isinstance(part, str) else _group(found, part))
            end = found.end()
        result.append(text[end:])
        run.spend_text(sum(map(len, result)))
        return "".join(result)

    def split(self, text: str, run: Run) -> list[str]:
        result = []
        end = 0
        for found in self.compiled.finditer(text):
            run.spend(1)
            result.append(text[end : found.start()])
            end = found.end()
        return [*result, text[end:]]


def _group(found: Any, number: int) -> str:
    return (found.group(number) or "") if number <= found.re.groups else ""


@lru_cache(maxsize=512)
def find(pattern: str, flags: str) -> Pattern | None:
    """The pattern, compiled once; None when it is not well formed."""
    if set(flags) - set("smix") or len(pattern) > 2_000:
        return None
    if "x" in flags:
        pattern = "".join(pattern.split())
    prefix = "".join(sorted(set(flags) - {"x"}))
    try:
        return Pattern(re2.compile(f"(?{prefix}){pattern}" if prefix else pattern, OPTIONS))
    except re2.error:
        return None


def replacement_of(text: str) -> list[str | int] | None:
    """The literal parts and group numbers of a replacement."""
    parts: list[str | int] = []
    for found in re.finditer(r"\$([0-9])|\\([\\$])|([^$\\]+)|(.)", text, re.DOTALL):
        if found.group(1):
            parts.append(int(found.group(1)))
        elif found.group(4):
            return None
        else:
            parts.append(found.group(2) or found.group(3))
    return parts
