"""Everything the pages of one case show, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort

from webapp.casework import access, disclosure, marks
from webapp.casework.disclosure import Shown
from webapp.casework.queries import case as queries
from webapp.casework.queries.subject import opens, subject
from webapp.models import Case, Category, ClockEntry, ClockRow, IncidentRow, WorkItem, db
from webapp.pages.looks import demand_reason
from webapp.pages.names import name_of, unit_name
from webapp.pages.people import me
from webapp.pages.running import running
from webapp.pages.timeline import Entry, entries

LOOP = "complaint"
"""The process whose phases are the closed loop; others show no track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """`shown`: what stands in place of each reference. `openable`: classes that a reason would open. `offered`: see access.
    `timeline` newest first; `earlier`: sequence number to go on from, or None."""

    case: Case
    file: Mapping[str, Any]
    category: str
    place: str
    clocks: list[tuple[ClockRow, list[ClockEntry]]]
    work: list[WorkItem]
    incidents: list[IncidentRow]
    links: list[tuple[str, bool, Case]]
    marks: queries.Marks
    visited: tuple[str, ...]
    timeline: list[Entry]
    earlier: int | None
    shown: Mapping[int, Shown]
    openable: tuple[str, ...]
    offered: frozenset[tuple[str, int | None]]

    @property
    def held(self) -> bool:
        return any(row.state == "paused" for row, _ in self.clocks)

    def limit_of(self, item: WorkItem) -> str | None:
        """Text of the promise that this work is due by: it says whether natural time counts."""
        return min((row.time_limit for row, _ in self.clocks if row.due_at == item.due_at and item.due_at), default=None)

    @property
    def has_loop(self) -> bool:
        return self.case.process == LOOP

    @property
    def closed_at(self) -> datetime | None:
        return self.case.closed_at


def readable(number: str) -> Case:
    """The case, for somebody who may read it; for others it does not exist. A leader is asked why first."""
    case = queries.by_number(number)
    if case is None or not is_readable(case):
        abort(404)
    demand_reason(case)
    return case


def is_readable(case: Case) -> bool:
    """Whether this person may read the case."""
    return opens(me().actor, case, running().directory)


def view_of(case: Case, *, before: int | None = None, steps: int = queries.STEPS_SHOWN) -> CaseView:
    """The view of a case that the reader may read."""
    actor = me().actor
    whole = queries.history(case.id, before_seq=before, steps=steps)
    history = [step for step in whole if not any(is_for_others(kind, data) for kind, data in step.events)]
    marks.seen(actor.user_id or 0, case.id, case.version)
    answers = [data.get("answers") or data.get("note") or data.get("payload") for step in history for _, data in step.events]
    references = disclosure.references_in([case.file, answers])
    shown = disclosure.show(actor, case.file, references)
    category = db.session.get(Category, case.category) if case.category else None
    last = whole[-1].first_seq if len(whole) == steps else None
    return CaseView(
        case=case,
        file=case.file,
        category=name_of(category.name, category.name_en) if category else case.category or "",
        place=place_words(case),
        clocks=queries.clocks(case.id),
        work=queries.open_work(case.id),
        incidents=queries.open_incidents(case.id),
        links=queries.links(case.id, actor),
        marks=queries.marks(case.id),
        visited=queries.visited_phases(case.id),
        timeline=entries(queries.version_at(case.id, before - 1, case.definition) if before else case.definition, history),
        earlier=last if last and last > 1 else None,
        shown=shown,
        openable=tuple(dict.fromkeys(ref["class"] for ref in references if shown[ref["vault"]].may_open)),
        offered=access.offered(actor, subject(case, running().directory)),
    )


def is_for_others(kind: str, data: Mapping[str, Any]) -> bool:
    """A note for a unit is read there and above, see AddNote."""
    audience = data.get("audience") if kind == "NoteAdded" else None
    return bool(audience) and not any(running().directory.is_within(audience, unit) for unit in me().actor.units)


def place_words(case: Case) -> str:
    """The place from the community up to the district; the city is the same for all."""
    directory = running().directory
    names = [unit_name(code) for code in directory.upwards(case.place or "")]
    return " · ".join(reversed(names[:-1] or names)) or case.place or ""
