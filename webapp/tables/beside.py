"""What the release of a draft and the published tables do to each other: whichever takes effect last counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.dmn.written import Written
from webapp.database.connections import Connection
from webapp.releases.differences.tables import TableDiff
from webapp.tables import checking, standing
from webapp.tables.comparing import compared
from webapp.tables.register import Publication
from webapp.tables.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A table of a draft, and the publications of the process that have to do with it. `found`: the table as it stands in force.
    `ends`: what stands in now and would no longer, because the draft decides otherwise than the running version; `differences`:
    from it to the draft's table. `stays`: what stands in now and goes on to. `coming`: what takes the place of the draft's table,
    unless the draft is released after its day."""

    found: Standing
    table: Written
    ends: Publication | None
    differences: tuple[TableDiff, ...]
    stays: Publication | None
    coming: tuple[Publication, ...]


def beside(connection: Connection, process: str, files: Mapping[str, str]) -> list[Beside]:
    """Of a draft with these files; only tables of which there is something to say."""
    drawn = checking.of_version(files)
    found = []
    for one in standing.standings(connection, process):
        if one.own.decision in drawn and (one.counts or one.coming):
            found.append(_beside(one, drawn[one.own.decision][1], files))
    return [one for one in found if one.ends or one.stays or one.coming]


def _beside(found: Standing, table: Written, files: Mapping[str, str]) -> Beside:
    changes, fits = table.rules != found.own.rules, table.question == found.own.question
    ends = found.counts if changes else None
    return Beside(
        found=found, table=table, ends=ends, stays=None if changes else found.counts, coming=found.coming if fits else (),
        differences=compared(ends.xml, checking.alone_of(files, table.decision)) if ends and ends.xml else (),
    )  # fmt: skip
