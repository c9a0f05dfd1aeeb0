"""What stands between an approved draft and new cases: the lint, and the scenarios of the process. The same for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from engine.lint import Finding
from engine.scenarios import Failure
from webapp.database import connections
from webapp.studio.looking import look
from webapp.studio.paths import SCENARIOS
from webapp.trials import scenarios


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`findings`: of the lint, warnings included. `failures`: scenarios that do not hold."""

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def is_open(self) -> bool:
        return not self.errors and not self.failures

    @property
    def problems(self) -> list[dict[str, Any]]:
        """As kept with the order: what shut the gate."""
        return [*({"finding": _kept(finding)} for finding in self.errors), *({"failure": each.plain()} for each in self.failures)]


def judge(files: Mapping[str, bytes], *, inherits: bool = True) -> Verdict:
    """`files`: the whole draft, its scenarios included; without any it has to pass those of its process, if it `inherits` them.
    Scenarios are run only for a model that the lint lets pass."""
    version = {path: content for path, content in files.items() if path != SCENARIOS}
    findings = look({path: content.decode() for path, content in version.items()})
    is_sound = not any(finding.severity == "error" for finding in findings)
    return Verdict(findings=findings, failures=_failing(files, inherits) if is_sound else ())


def _failing(files: Mapping[str, bytes], inherits: bool) -> tuple[Failure, ...]:
    """Where the process has no scenarios there is nothing to play."""
    with connections.take() as connection:
        has_some = SCENARIOS in files or (inherits and scenarios.of_process(connection, scenarios.key_of(files)) is not None)
    return tuple(scenarios.check(files)) if has_some else ()


def failure_in(problem: Mapping[str, Any]) -> Failure | None:
    """The same of a scenario."""
    kept = problem.get("failure")
    return Failure.of(kept) if kept else None


def finding_in(problem: Mapping[str, Any]) -> Finding | None:
    """What `problems` kept of a finding, again one that has words."""
    kept = problem.get("finding")
    return Finding(**kept) if kept else None


def _kept(finding: Finding) -> dict[str, Any]:
    kept = {name: getattr(finding, name) for name in ("rule", "severity", "file", "element", "name", "line", "facts")}
    found: dict[str, Any] = orjson.loads(orjson.dumps(kept, default=str))
    return found
