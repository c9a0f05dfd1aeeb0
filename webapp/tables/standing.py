"""What stands in force: of each table of a process, which version decides now, which come, which were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.dated_tables import DatedTable, DatedTables, counting
from engine.dmn.written import Written, written
from engine.dmn.xml import read_any
from engine.now import now
from engine.policy import begins
from webapp.database.connections import Connection
from webapp.tables import checking, register
from webapp.tables.brought import brought
from webapp.tables.register import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A table of the newest version of a process. `own`: as that version brings it, `own_since`: when a release brought it.
    `counts`: the publication that stands in for it now; None: it counts itself. `coming`: the soonest first; `past`: the latest
    first, refused and withdrawn ones included."""

    process: str
    definition: str
    own_since: datetime
    file: str
    own: Written
    counts: Publication | None
    coming: tuple[Publication, ...]
    waiting: tuple[Publication, ...]
    past: tuple[Publication, ...]

    @property
    def table(self) -> Written:
        """What decides now in the newest version."""
        return self.own if self.counts is None else table_of(self.counts) or self.own

    @property
    def begun(self) -> datetime:
        """When what decides now took effect."""
        return self.own_since if self.counts is None else begun(self.counts)

    @property
    def ended(self) -> Publication | None:
        """The publication that stood in until the release brought another table."""
        last = next((one for one in self.past if one.status == "published"), None)
        return last if self.counts is None and last is not None and last.xml and begun(last) < self.own_since else None


def standings(connection: Connection, process: str | None = None, decision: str | None = None) -> list[Standing]:
    """By process and file; of one process, of one decision."""
    found = []
    for key, definition, first_at, files in _newest(connection, process):
        published, since = register.of(connection, key), brought(connection, key).get(definition, {})
        for id, (file, own) in checking.of_version(files).items():
            if decision in (None, id):
                mine = [one for one in published if one.decision == id]
                found.append(_standing(key, definition, since.get(id, first_at), file, own, mine))
    return found


def _standing(key: str, definition: str, since: datetime, file: str, own: Written, mine: Sequence[Publication]) -> Standing:
    moment = now()
    counts = in_force(mine, own, moment, since)
    over = {one.id: one.status == "published" and begun(one) <= moment for one in mine}
    return Standing(
        process=key, definition=definition, own_since=since, file=file, own=own, counts=counts,
        coming=tuple(sorted((o for o in mine if o.status == "published" and not over[o.id]), key=lambda o: o.effective_from)),
        waiting=tuple(one for one in mine if one.status == "proposed"),
        past=tuple(o for o in mine if (over[o.id] and o is not counts) or o.status in ("refused", "withdrawn")),
    )  # fmt: skip


def in_force(published: Iterable[Publication], own: Written, moment: datetime, own_since: datetime) -> Publication | None:
    """By the engine's own rule, which of the publications of a decision stands in for this table at `moment`."""
    known = {one.id: one for one in published if one.status == "published"}
    rows = DatedTables(_dated(one) for one in known.values()).at(moment).get(own.decision, [])
    found = counting(rows, own, own_since)
    return None if found is None else known[found.number]


def in_force_on(published: Iterable[Publication], found: Standing, day: date) -> Publication | None:
    """The same for the beginning of a day to come, as far as it is known today."""
    known = [one for one in published if one.known_from]
    return in_force(known, found.own, max(begins(day), now() + register.UNTIL_KNOWN), found.own_since)


def begun(one: Publication) -> datetime:
    """When a publication takes effect; of one that waits, as if it were approved now."""
    return max(begins(one.effective_from), one.known_from or now() + register.UNTIL_KNOWN)


def table_of(publication: Publication) -> Written | None:
    """None when it gives the table back to the versions."""
    return None if publication.xml is None else written(read_any(publication.xml.encode()))


def _dated(one: Publication) -> DatedTable:
    return DatedTable(
        number=one.id, decision=one.decision, xml=None if one.xml is None else one.xml.encode(),
        effective_from=one.effective_from, entered_at=one.known_from,
    )  # fmt: skip


def files_of(connection: Connection, process: str) -> Mapping[str, str] | None:
    """The folder that new cases of the process run on."""
    for _, _, _, files in _newest(connection, process):
        return files
    return None


def _newest(connection: Connection, process: str | None) -> list[tuple[Any, ...]]:
    return connection.execute(
        """SELECT DISTINCT ON (p.key) p.key, d.id, min(p.deployed_at) OVER (PARTITION BY p.key), d.files
           FROM deployment p JOIN definition d ON d.id = p.definition_id WHERE %s::text IS NULL OR p.key = %s
           ORDER BY p.key, p.deployed_at DESC, p.id DESC""",
        (process, process),
    ).fetchall()
