"""The lint as plain data in and plain data out, for a process that looks at files and does nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.lint import Finding, check
from engine.lint.catalogue import Cause


def findings(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """{files: path -> text, roles, job_types: lists} -> findings as `plain` gives them."""
    content = {path: text.encode() for path, text in payload["files"].items()}
    found = check(content, roles=frozenset(payload["roles"]), job_types=frozenset(payload["job_types"]))
    return [plain(finding) for finding in found]


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as JSON; `finding_of` makes it one again."""
    kept = {key: getattr(finding, key) for key in ("rule", "severity", "file", "element", "name", "line")}
    return {**kept, "facts": {key: _said(value) for key, value in finding.facts.items()}}


def finding_of(plain: Mapping[str, Any]) -> Finding:
    """The other way."""
    return Finding(**{**plain, "facts": {key: _meant(value) for key, value in plain["facts"].items()}})


def _said(value: object) -> object:
    if isinstance(value, Cause):
        return {"book": value.book, "code": value.code, "facts": {key: _said(fact) for key, fact in value.facts.items()}}
    if isinstance(value, list | tuple | set | frozenset):
        return [str(item) for item in value]
    return value if isinstance(value, str | int | None) else str(value)


def _meant(value: Any) -> object:
    if isinstance(value, dict):
        return Cause(book=value["book"], code=value["code"], facts={key: _meant(fact) for key, fact in value["facts"].items()})
    return value
