"""What keeps a table from being published: what the lint finds in the folder with it, another question than the process asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.dmn.errors import DmnError
from engine.dmn.writing import decision_alone, put
from engine.dmn.written import Written, tables, written
from engine.dmn.xml import read_any
from engine.errors import Rejection
from engine.lint import Finding
from webapp.database.connections import Connection
from webapp.studio.looking import look
from webapp.tables.brought import brought


class NoSuchDecision(Rejection):
    """This process has no table of this name."""


class AnotherQuestion(Rejection):
    """It asks or answers something else than the table that it would stand in for. facts: inputs, outputs that differ."""


class NotATable(Rejection):
    """The table cannot be read, or does not pass the checks. facts: findings (of the lint)."""

    def __init__(self, findings: tuple[Finding, ...] = (), **facts: object) -> None:
        self.findings = findings
        super().__init__(**facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A version on which cases run, how many, and whether the table would count there: `fits`, it asks the same; `later`, the
    version was released with a table of its own after the table began."""

    definition: str
    cases: int
    fits: bool
    later: bool

    @property
    def counts(self) -> bool:
        return self.fits and not self.later


def of_version(files: Mapping[str, str]) -> dict[str, tuple[str, Written]]:
    """Every table of a folder: decision id -> file and table. What cannot be read is left out."""
    found = {}
    for path in sorted(path for path in files if path.endswith(".dmn")):
        try:
            found.update({id: (path, table) for id, table in tables(files[path].encode()).items()})
        except DmnError:
            continue
    return found


def checked(files: Mapping[str, str], decision: str, alone: str) -> Written:
    """The table, fit to stand in for `decision` of this folder. Errors: NoSuchDecision, NotATable, AnotherQuestion, those of
    webapp.studio.looking.look."""
    here = of_version(files).get(decision)
    if here is None:
        raise NoSuchDecision(decision=decision)
    path, own = here
    try:
        wanted = written(read_any(alone.encode()))
        changed = put(files[path].encode(), alone.encode())
    except (DmnError, AssertionError) as wrong:
        raise NotATable(reason=str(wrong)) from wrong
    if wanted.question != own.question:
        raise AnotherQuestion(differ=_differ(own, wanted))
    found = look({**files, path: changed.decode()})
    errors = tuple(finding for finding in found if finding.severity == "error" and finding.file == path)
    if errors:
        raise NotATable(errors)
    return wanted


def alone_of(files: Mapping[str, str], decision: str) -> str:
    """The decision of a folder with its table, as it is published. Errors: NoSuchDecision."""
    here = of_version(files).get(decision)
    if here is None:
        raise NoSuchDecision(decision=decision)
    return decision_alone(files[here[0]].encode(), decision).decode()


def reach(connection: Connection, process: str, table: Written, begun: datetime) -> list[Reach]:
    """The versions of the process on which cases run, the one with the most cases first, for a table that begins at `begun`."""
    rows = connection.execute(
        """SELECT d.id, d.files, o.cases FROM definition d
           JOIN (SELECT definition, count(*)::int AS cases FROM "case" WHERE status IN ('active', 'incident') GROUP BY 1) o
             ON o.definition = d.id
           WHERE d.key = %s ORDER BY o.cases DESC""",
        (process,),
    ).fetchall()
    since, found = brought(connection, process), []
    for id, files, cases in rows:
        here = of_version(files).get(table.decision)  # type: ignore[arg-type]
        found.append(
            Reach(
                definition=str(id), cases=int(str(cases)), fits=here is not None and here[1].question == table.question,
                later=since.get(str(id), {}).get(table.decision, begun) > begun,
            )
        )  # fmt: skip
    return found


def _differ(own: Written, wanted: Written) -> tuple[str, ...]:
    """What one of the two asks or answers and the other does not."""
    here = {(heading.says, heading.type) for heading in own.headings}
    there = {(heading.says, heading.type) for heading in wanted.headings}
    return tuple(sorted(says for says, _ in here ^ there)) or (own.hits, wanted.hits)
