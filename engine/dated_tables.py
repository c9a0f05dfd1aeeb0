"""Decision tables as dated policy: from its day on a published table stands in for the one that a version brings, in all cases of
the process, also of older versions, as long as it answers the same question. A version that is released later with another table
of its own is not stood in for: what takes effect last counts.

Rows are never changed. What was entered after a moment was not known then; so a replay finds the tables of its day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from engine import dmn
from engine.definition import Decision
from engine.dmn.writing import put
from engine.dmn.written import Written, decisions, tables, written
from engine.dmn.xml import read_any
from engine.policy import begins

Marks = Mapping[str, Mapping[str, Any]]
"""Decision id -> {"number": ..., "since": ISO date} of the dated table that stands in for it."""
Brought = Mapping[str, Mapping[str, datetime]]
"""Version -> decision id -> when a release brought the table that the version has now. What is not there was always so."""
ALWAYS = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class DatedTable:
    """`number` of the publication. `xml`: the decision with its table, alone; None: from this day on the table of each version
    counts again. `entered_at`: since when it is known; None: from the beginning."""

    number: int
    decision: str
    xml: bytes | None
    effective_from: date
    entered_at: datetime | None = None

    @property
    def begins(self) -> datetime:
        """The first moment at which it counts."""
        return max(begins(self.effective_from), self.entered_at or ALWAYS)

    @cached_property
    def written(self) -> Written | None:
        return None if self.xml is None else written(next(iter(decisions(read_any(self.xml)))))

    def fits(self, here: Written) -> bool:
        """Whether it answers the question of this table: same inputs and outputs, of the same types, from the same sources."""
        return self.written is not None and self.written.question == here.question


class DatedTables:
    """The published tables of one process, and since when its versions have their own."""

    def __init__(self, rows: Iterable[DatedTable] = (), brought: Brought | None = None) -> None:
        self._rows = sorted(rows, key=lambda row: (row.effective_from, row.entered_at or ALWAYS, row.number), reverse=True)
        self._turns = sorted({row.begins for row in self._rows})
        self._brought = brought or {}
        self._merged: dict[tuple[str, str, int], tuple[dmn.Model, Marks]] = {}

    def at(self, moment: datetime) -> dict[str, list[DatedTable]]:
        """Decision id -> what has taken effect by `moment`, the last one first."""
        found: dict[str, list[DatedTable]] = {}
        for row in self._rows:
            if row.begins <= moment:
                found.setdefault(row.decision, []).append(row)
        return found

    def over(self, version: str, own: Decision, moment: datetime) -> tuple[Decision, Marks]:
        """The decision of a version as it is taken at `moment`, and which dated tables are in it."""
        turn = bisect_right(self._turns, moment)
        if not turn:
            return own, {}
        found = self._merged.get((version, own.version, turn))
        if found is None:
            found = self._merged[version, own.version, turn] = _merge(own, self.at(moment), self._brought.get(version, {}))
        return (replace(own, model=found[0]) if found[1] else own), found[1]


def counting(rows: Sequence[DatedTable], here: Written, brought: datetime = ALWAYS) -> DatedTable | None:
    """Of the tables that have taken effect, the last one first, the one that stands in for this one, which a release brought at
    `brought`. None: it counts itself."""
    for row in rows:
        if row.begins < brought:
            continue
        if row.xml is None:
            return None
        if row.fits(here):
            return row
    return None


def _merge(
    own: Decision, in_force: Mapping[str, Sequence[DatedTable]], brought: Mapping[str, datetime]
) -> tuple[dmn.Model, Marks]:
    """The model of the version's file with every dated table that counts there. One that this file cannot hold, because it names
    types that the file does not have, is left out."""
    file, model, marks = own.source, own.model, {}
    for name, here in tables(own.source).items():
        row = counting(in_force.get(name, ()), here, brought.get(name, ALWAYS))
        if row is None or row.xml is None:
            continue
        candidate = put(file, row.xml)
        try:
            model = dmn.load(candidate)
        except dmn.DmnError:
            continue
        file, marks[name] = candidate, {"number": row.number, "since": row.effective_from.isoformat()}
    return model, marks
